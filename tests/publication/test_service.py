"""Publication on both databases: the allowed columns, four channels, receipts, taking down, three rates."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect

from app.draws import queries as draws
from app.draws.rules import Cap, Enterprise, Inspector, Lists, TaskRow
from app.enterprises import queries as enterprises
from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Forbidden, Refused
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from app.plans import service as plans
from app.publication import queries, rules
from app.publication import service as publication
from app.publication.models import ChannelRecord, Publication
from app.publication.queries.public import Filters
from app.publication.rules import Channel, Ground, Purpose, Step
from app.results.models import Result
from app.results.rules import Kind
from app.visits.rules import Basis
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind
from tests import make
from tests.draws import acts
from tests.results.scene import LATER, Scene

DAY = timedelta(days=1)
DIGEST = "0" * 64


@pytest.fixture
def scene(app: Flask) -> Scene:
    return Scene()


def published(scene: Scene, result: Result | None = None, at: datetime = LATER) -> Publication:
    result = result or scene.recorded()
    with transaction():
        return publication.publish(result, by=scene.applicant, at=at)


def exported(scene: Scene, channel: Channel, purpose: Purpose = Purpose.PUBLISH) -> None:
    with transaction():
        waiting = list(queries.waiting(channel, purpose, to=scene.office))
        publication.export(channel, purpose, waiting, ["a", "b"], by=scene.office, at=LATER)


def receipt(found: Publication, channel: Channel, purpose: Purpose = Purpose.PUBLISH) -> dict[str, Any]:
    told = {"number": found.number, "channel": channel, "purpose": purpose}
    return {**told, "receipt": f"HZ-{channel}", "said_on": date(2026, 9, 23)}


def received(scene: Scene, *rows: dict[str, Any], at: datetime = LATER + DAY) -> dict[str, int]:
    with transaction():
        return publication.receive(list(rows), digest=DIGEST, by=scene.office, at=at)


def clock(found: Publication, kind: DeadlineKind = DeadlineKind.PUBLICITY) -> Any:
    return workdays.deadline(found.number, kind)


def test_what_is_public_has_no_words_of_anybody(scene: Scene) -> None:
    found = published(scene, scene.recorded(found=scene.ordered(), note="经办人电话 13907370001"))
    told = " ".join(str(getattr(found, column.name)) for column in inspect(Publication).columns)
    assert "三号库温度计未检定" not in told
    assert "13907370001" not in told
    assert "JC-2026-118" not in told
    assert found.task == ""
    assert (found.items, found.kinds) == (["重大危险源检查"], ["ordered_to_correct"])


def test_a_result_is_published_once_and_by_its_department(scene: Scene) -> None:
    result, stranger = scene.recorded(), make.user(Role.CLERK, scene.rival_unit)
    with pytest.raises(Forbidden), transaction():
        publication.publish(result, by=stranger, at=LATER)
    found = published(scene, result)
    with pytest.raises(Conflict) as again:
        published(scene, result)
    assert again.value.code == "publication_made"
    assert {key[0] for key in queries.records(found)} == set(Channel)
    assert queries.unpublished(to=scene.office) == []


def test_the_clock_stops_with_the_fourth_receipt_on_our_day(scene: Scene) -> None:
    found = published(scene)
    for channel in Channel:
        exported(scene, channel)
    for channel in list(Channel)[:3]:
        received(scene, receipt(found, channel))
        assert clock(found).done_at is None
    late = datetime(2026, 10, 28, 1, 0, tzinfo=UTC)
    counts = received(scene, receipt(found, Channel.SUPERVISION), at=late)
    assert counts == {"created": 1, "updated": 0, "unchanged": 0}
    assert clock(found).done_at == late
    assert clock(found).due_on == date(2026, 10, 27)
    assert {step for _, step in queries.records(found).values()} == {Step.RECEIVED}
    assert received(scene, receipt(found, Channel.CREDIT)) == {"created": 0, "updated": 0, "unchanged": 1}
    assert [entry.verb for entry in ledger.of(found.number)].count("publication:receive") == 4


def test_a_record_is_exported_once(scene: Scene) -> None:
    found = published(scene)
    assert queries.counts(to=scene.office)[Channel.CREDIT, Purpose.PUBLISH][Step.WAITING] == 1
    exported(scene, Channel.CREDIT)
    counted = queries.counts(to=scene.office)[Channel.CREDIT, Purpose.PUBLISH]
    assert (counted[Step.WAITING], counted[Step.EXPORTED]) == (0, 1)
    with pytest.raises(Refused) as nothing:
        exported(scene, Channel.CREDIT)
    assert nothing.value.code == "export_nothing"
    stranger = make.user(Role.CLERK, scene.rival_unit)
    assert queries.waiting(Channel.NATIONAL, Purpose.PUBLISH, to=stranger) == []
    assert len(queries.waiting(Channel.NATIONAL, Purpose.PUBLISH, to=scene.applicant)) == 1
    (batch,) = queries.batches(to=scene.office)
    assert [row.number for row in queries.export(queries.batch_rows(batch))] == [found.number]


def test_taking_down_runs_since_the_ground_was_found(scene: Scene) -> None:
    found = published(scene)
    given = {"by": scene.office, "at": LATER + 7 * DAY}
    with pytest.raises(Refused) as bare, transaction():
        publication.withdraw(found, **given)
    assert bare.value.code == "publication_uncontested"
    for day, code in ((date(2026, 9, 21), "ground_before_publication"), (date(2026, 9, 30), "day_to_come")):
        with pytest.raises(Refused) as odd, transaction():
            publication.contest(found, ground=Ground.WRONG, found_on=day, **given)
        assert odd.value.code == code
    with transaction():
        publication.contest(found, ground=Ground.WRONG, found_on=date(2026, 9, 28), **given)
    down = clock(found, DeadlineKind.TAKE_DOWN)
    assert (down.starts_on, down.length, down.due_on) == (date(2026, 9, 28), 3, date(2026, 10, 8))
    with pytest.raises(Conflict), transaction():
        publication.contest(found, ground=Ground.WRONG, found_on=date(2026, 9, 28), **given)
    with transaction():
        publication.withdraw(found, **given)
    with pytest.raises(Conflict), transaction():
        publication.withdraw(found, **given)
    assert clock(found, DeadlineKind.TAKE_DOWN).done_at is not None
    assert clock(found).dropped_why == "withdrawn"
    assert queries.search() == []
    assert queries.waiting(Channel.CREDIT, Purpose.PUBLISH, to=scene.office) == []


def test_a_channel_that_has_it_is_told_and_stops_the_clock(scene: Scene) -> None:
    found = published(scene)
    exported(scene, Channel.CREDIT)
    given = {"by": scene.applicant, "at": LATER}
    with transaction():
        publication.contest(found, ground=Ground.MISTAKEN_IDENTITY, found_on=date(2026, 9, 22), **given)
    with transaction():
        publication.withdraw(found, **given)
    assert clock(found, DeadlineKind.TAKE_DOWN).done_at is None
    exported(scene, Channel.CREDIT, Purpose.WITHDRAW)
    received(scene, receipt(found, Channel.CREDIT, Purpose.WITHDRAW))
    assert clock(found, DeadlineKind.TAKE_DOWN).done_at is not None
    stranger = make.user(Role.CLERK, scene.rival_unit)
    other = published(scene)
    with pytest.raises(Forbidden), transaction():
        publication.contest(other, ground=Ground.WRONG, found_on=date(2026, 9, 22), by=stranger, at=LATER)


def test_a_result_is_found_by_name_code_department_day_and_kind(scene: Scene) -> None:
    found = published(scene)
    by = {
        "name": Filters(text="烟花爆竹"),
        "code": Filters(text=scene.firm.uscc.lower()),
        "department": Filters(department_id=scene.unit.id),
        "day": Filters(from_on=found.ended_on, until_on=found.ended_on),
        "a year": Filters(from_on=found.ended_on - 200 * DAY, until_on=found.ended_on + 165 * DAY),
        "since": Filters(from_on=found.ended_on),
        "until": Filters(until_on=found.ended_on),
        "kind": Filters(kind=Kind.NO_PROBLEM),
    }
    for name, filters in by.items():
        assert [one.number for one in queries.search(filters)] == [found.number], name
        assert queries.count(filters) == 1
        assert [row.number for row in queries.latest(filters)] == [found.number]
    for filters in (
        Filters(text="没有这家"),
        Filters(department_id=scene.rival_unit.id),
        Filters(from_on=found.ended_on + DAY),
        Filters(until_on=found.ended_on - DAY),
        Filters(from_on=found.ended_on + DAY, until_on=found.ended_on + DAY),
        Filters(from_on=found.ended_on - 200 * DAY, until_on=found.ended_on - DAY),
        Filters(kind=Kind.REFUSED),
    ):
        assert queries.search(filters) == []
        assert queries.count(filters) == 0


def test_many_enterprises_are_walked_through_and_give_the_same(scene: Scene, monkeypatch: Any) -> None:
    found = published(scene)
    monkeypatch.setattr("app.publication.queries.public._FEW", 0)
    assert [one.number for one in queries.search(Filters(text="烟花"))] == [found.number]
    assert queries.search(Filters(text="没有这家")) == []


def test_the_database_refuses_a_receipt_without_a_day(scene: Scene) -> None:
    published(scene)
    with pytest.raises(Exception, match=r"received_|CHECK"), make.act():
        db.session.query(ChannelRecord).first().receipt = "伪造"
        db.session.flush()


def planned(scene: Scene) -> Any:
    """A published plan with one joint task of the scene's item, and another item of it."""
    other = make.item("消防通道", [scene.unit, scene.rival_unit], from_on=date(2026, 1, 1))
    for _ in range(2):
        make.inspector(scene.rival_unit)
    year = make.plan()
    make.task(year, [scene.unit, scene.rival_unit], [scene.item, other], "YJ-01")
    with transaction():
        plans.publish(year, by=SYSTEM, at=LATER)
    return year, other


def drawn(scene: Scene) -> None:
    """One of twenty enterprises is drawn for the plan's task: from now on the scene's."""
    office = acts.Office.__new__(acts.Office)
    office.one, office.other = scene.office, make.user(Role.OVERSIGHT)
    code, firms = scene.unit.code, [make.enterprise() for _ in range(20)]
    roster = [Enterprise(one.uscc, "U", ("YJ-01",)) for one in firms]
    staff = [Inspector(one.certificate_no, code) for one in scene.people]
    tasks, caps = [TaskRow("YJ-01", (code,), "U", 1, 2)], [Cap("*", 1), Cap(code, 1)]
    draw = office.publish(office.drawn(Lists(roster, tasks, caps, staff, [])))
    (visit,) = draws.standing(draw)
    scene.firm = enterprises.by_code(visit.uscc)


def test_three_rates_with_three_denominators(scene: Scene) -> None:
    year, other = planned(scene)
    drawn(scene)
    visit = scene.over()
    with make.act():
        visit.basis, visit.basis_ref, visit.basis_on = Basis.TASK, "YJ-01", None
    on = date(2026, 11, 15)
    before = {rate.name: rate for rate in queries.rates(year, on)}
    assert {name: (rate.done, rate.of) for name, rate in before.items()} == {
        "items": (0, 2),
        "tasks": (0, 1),
        "published": (0, 1),
    }
    assert before["tasks"].broken == (("YJ-01", "1 / 1"),)
    assert before["published"].broken == ((visit.number, "–"),)
    found = published(scene, scene.recorded(visit))
    for channel in Channel:
        exported(scene, channel)
    received(scene, *(receipt(found, channel) for channel in list(Channel)[:3]))
    half = {rate.name: rate for rate in queries.rates(year, on)}
    assert half["published"].broken == ((found.number, "3 / 4"),)
    received(scene, receipt(found, Channel.SUPERVISION))
    after = {rate.name: rate for rate in queries.rates(year, on)}
    assert {name: (rate.done, rate.of, rate.whole) for name, rate in after.items()} == {
        "items": (1, 2, False),
        "tasks": (1, 1, True),
        "published": (1, 1, True),
    }
    assert after["items"].broken == ((other.code, "消防通道"),)
    assert (after["items"].tenths, after["tasks"].tenths) == (500, 1000)


def test_the_year_is_judged_on_15_november_and_before_as_of_today(scene: Scene) -> None:
    assert queries.day_of(2026, date(2026, 9, 11)) == date(2026, 9, 11)
    assert queries.day_of(2026, date(2026, 12, 1)) == date(2026, 11, 15)


def test_of_nothing_no_rate_is_whole_and_ninety_nine_is_never_a_hundred() -> None:
    nothing = rules.rate("items", [], [], {})
    assert (nothing.whole, nothing.tenths) == (False, None)
    many = [str(number) for number in range(10_000)]
    assert rules.rate("items", many, many[1:], {}).tenths == 999
