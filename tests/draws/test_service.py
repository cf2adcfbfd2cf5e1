"""Each verb of a draw and what it refuses, on both databases."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from app.draws import queries, rules, service
from app.draws.models import Draw, DrawFile, DrawRecusal
from app.draws.rules import AFTER_VISITS, Exclusion, Gone, Source, State
from app.enterprises import service as enterprises
from app.kernel.db import db, transaction
from app.kernel.errors import Missing, Refused
from app.ledger import queries as ledger
from tests import make
from tests.draws import made
from tests.draws.acts import AT, DICE, DUE, KEY, LATER, LISTS, Office, fresh, public


@pytest.fixture
def office(app: Flask) -> Office:
    return Office()


def refused(act: Callable[[], object], code: str) -> Refused:
    with pytest.raises(Refused) as caught:
        act()
    db.session.rollback()
    assert caught.value.code == code
    return caught.value


def facts(draw: Draw, verb: str) -> dict[str, Any]:
    return next(json.loads(entry.facts) for entry in reversed(ledger.of(draw.number)) if entry.verb == verb)


def test_from_draft_to_publication_anybody_recomputes_the_same_bytes(office: Office) -> None:
    draw = office.draft(exclusions=[Exclusion("91430981MA9999999X", "key_supervision", "SCJG 食品安全法")])
    assert (draw.number, draw.state, draw.figures["roster"]) == ("CQ-20260907-000001-4", State.DRAFT, 600)
    draw = office.lock(draw)
    assert facts(draw, "draw:lock")["commitment"] == draw.commitment == rules.digest(public(draw)["manifest.txt"])
    assert set(public(draw)) == {"announcement.json", "manifest.txt"}
    draw = office.seed(draw)
    assert set(public(draw)) == {"announcement.json", "manifest.txt", "value.txt"}
    draw = office.draw(draw)
    assert set(public(draw)) == {"announcement.json", "manifest.txt", "value.txt"}
    draw = office.publish(draw)
    files = public(draw)
    assert set(files) == {*rules.PUBLISHED, *rules.BESIDE}
    assert rules.verify(files, draw.commitment or "") == []
    assert facts(draw, "draw:draw")["result"] == rules.digest(files["result.json"])
    assert files["exclusions.csv"].splitlines()[1].startswith(b"91430981MA9999999X,key_supervision,")
    assert list(ledger.rows()) == []


def test_the_example_gives_its_result_as_an_act(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    if not made.EXAMPLE.is_dir():
        pytest.skip("the example does not lie beside the project")
    example = made.example()
    told = json.loads(example["announcement.json"])
    draw = office.draft(rules.read(example))
    secret = example["secret.txt"].decode().strip()
    monkeypatch.setattr("secrets.token_hex", lambda _bytes: secret)
    draw = office.lock(draw, sources=[Source(**source) for source in told["sources"]])
    assert {name: public_or_kept(draw, name) for name in rules.COLUMNS} == {n: example[n] for n in rules.COLUMNS}
    draw = office.publish(office.draw(office.seed(draw, example["value.txt"].decode().strip())))
    assert rules.verify(public(draw)) == []


def public_or_kept(draw: Draw, name: str) -> bytes:
    return queries.kept(draw, name)[name]


def test_numbers_have_no_gap_and_drafts_are_changed_at_will(office: Office) -> None:
    first, second = office.draft(), office.draft(plan_year=2027)
    assert [first.serial, second.serial] == [1, 2]
    other = made.lists(200, number=8)
    with transaction():
        service.revise(first, rules.write(other), by=office.one, at=AT)
    assert fresh(first).figures["roster"] == 200
    assert queries.kept(fresh(first), "roster.csv") == {"roster.csv": rules.write(other)["roster.csv"]}
    office.lock(first)
    refused(lambda: service.revise(first, rules.write(LISTS), by=office.one, at=AT), "draw_wrong_state")


def test_rows_and_columns_of_a_draft_may_stand_in_any_order(office: Office) -> None:
    files = rules.write(LISTS)
    head, *rows = files["caps.csv"].decode().splitlines()
    mixed = "\r\n".join(",".join(reversed(row.split(","))) for row in (head, *rows[::-1]))
    with transaction():
        draw = service.draft(2026, {**files, "caps.csv": mixed.encode()}, by=office.one, at=AT)
    assert queries.kept(draw, "caps.csv")["caps.csv"] == files["caps.csv"]


@pytest.mark.parametrize(
    ("out", "code"),
    [
        ([Exclusion(LISTS.roster[0].uscc, "exempt", "x")], "draw_exclusion_odd"),
        ([Exclusion("91430981MA9999999X", "", "x")], "draw_exclusion_odd"),
        ([Exclusion("91430981MA9999999X", "a", "x")] * 2, "draw_exclusion_odd"),
    ],
)
def test_an_enterprise_is_drawn_or_excluded(office: Office, out: list[Exclusion], code: str) -> None:
    refused(lambda: office.draft(exclusions=out), code)


def test_the_lock_refuses_what_gives_no_chance_or_no_time(office: Office) -> None:
    draw = office.draft()
    refused(lambda: office.lock(draw, value_due=AT + timedelta(hours=23, minutes=59)), "draw_value_due_too_early")
    refused(lambda: office.lock(draw, sources=[Source("dice", "三枚", "[0-9]{3}")]), "draw_value_too_small")
    refused(lambda: office.lock(draw, sources=[Source("lottery_3d", "今晚", "[0-9]{20}")]), "draw_source_refused")
    refused(lambda: office.lock(draw, reveal="never"), "draw_announcement_malformed")
    greedy = replace(LISTS, tasks=[row._replace(quota=row.quota + 40) for row in LISTS.tasks])
    refused(lambda: office.lock(office.draft(greedy)), "draw_quota_over_share")
    assert fresh(draw).state is State.DRAFT


def test_one_plan_has_one_open_lock_and_the_next_draw_follows_the_last(office: Office) -> None:
    first, second = office.locked(), office.draft(plan_year=2026)
    assert refused(lambda: office.lock(second), "draw_lock_open").facts["number"] == first.number
    other = office.lock(office.draft(plan_year=2027))
    assert other.previous == first.commitment
    office.void(other, at=AT)
    first = office.draw(office.seed(first))
    refused(lambda: office.lock(second, at=LATER, value_due=LATER + timedelta(days=2)), "draw_draft_stale")
    third = office.lock(office.draft(at=LATER), at=LATER, value_due=LATER + timedelta(days=2))
    assert third.previous == other.commitment
    assert json.loads(public(third)["announcement.json"])["previous"] == other.commitment


def test_the_database_refuses_a_fork_and_a_second_open_lock(office: Office) -> None:
    first, second = office.locked(), office.lock(office.draft(plan_year=2027))
    for change in ({"previous": first.previous}, {"plan_year": 2026}, {"value": "1"}, {"secret": "x"}):
        with pytest.raises(IntegrityError):
            db.session.execute(update(Draw.__table__).where(Draw.__table__.c.id == second.id).values(**change))
        db.session.rollback()


def test_two_people_type_the_value_and_a_mismatch_stops(office: Office) -> None:
    draw = office.locked()
    refused(lambda: office.type(draw, at=DUE - timedelta(seconds=1)), "draw_value_not_due")
    refused(lambda: office.type(draw, "123"), "draw_value_malformed")
    refused(lambda: office.type(draw, witnesses=("一人",)), "draw_witnesses_few")
    assert office.type(draw) is False
    refused(lambda: office.type(draw), "draw_value_same_person")
    assert office.type(draw, made.VALUE[::-1], by=office.other) is False
    assert fresh(draw).state is State.LOCKED
    assert [entry.round for entry in queries.entries(draw)] == [1, 1]
    assert office.type(draw, by=office.other) is False
    assert office.type(draw, by=office.one) is True
    draw = fresh(draw)
    assert (draw.state, draw.value) == (State.SEEDED, made.VALUE)
    assert made.VALUE not in json.dumps([json.loads(entry.facts) for entry in ledger.of(draw.number)])
    refused(lambda: office.type(draw), "draw_wrong_state")


def test_a_draw_has_one_result_however_often_it_is_asked_for(office: Office) -> None:
    draw = office.seed(office.locked())
    with transaction():
        assert service.draw(draw, key=KEY, by=office.one, at=LATER) is True
    before = queries.kept(fresh(draw), "result.json")
    for who in (office.one, office.other):
        with transaction():
            assert service.draw(draw, key=KEY, by=who, at=LATER) is False
    assert queries.kept(fresh(draw), "result.json") == before
    assert [entry.verb for entry in ledger.of(draw.number)].count("draw:draw") == 1
    refused(lambda: office.draw(office.lock(office.draft(plan_year=2027))), "draw_wrong_state")


def test_hidden_targets_stay_hidden_until_the_visits_are_done(office: Office) -> None:
    draw = office.drawn(reveal=AFTER_VISITS)
    refused(lambda: office.publish(draw), "draw_visits_open")
    for name in ("roster.csv", "secret.txt", "result.json", "difference.csv"):
        with pytest.raises(Missing):
            queries.open_file(draw, name)
    draw = office.publish(draw, visits_done=True)
    assert rules.verify(public(draw), draw.commitment or "") == []
    assert facts(draw, "draw:publish")["visits_done"] == "yes"


def test_the_secret_lies_sealed_until_the_reveal(office: Office) -> None:
    draw = office.locked()
    with pytest.raises(Exception, match="changed, or sealed"):
        service.keeping.opened(draw, bytes(32))
    secret = service.keeping.opened(draw, KEY)
    stored = db.session.execute(select(Draw.__table__)).one()
    assert secret not in repr(tuple(stored))
    assert "secret.txt" not in queries.kept(draw)
    assert office.publish(office.draw(office.seed(draw))).secret == secret


def test_a_recused_inspector_is_followed_by_the_next_of_the_order(office: Office) -> None:
    draw = office.drawn()
    visit = next(one for one in queries.standing(draw) if len(one.inspectors) > 1)
    unit, sent = next(iter(visit.inspectors.items()))
    order = rules.inspectors_in_order(service.keeping.whole(draw, KEY), made.VALUE, visit.uscc, unit)
    more = {"reason": "配偶在该企业任职", "key": KEY, "by": office.one}
    with transaction():
        first = service.recuse(draw, visit.uscc, unit, sent[0], at=LATER, **more)
    assert first == (order[len(sent)] if len(order) > len(sent) else None)
    after = queries.visit(fresh(draw), visit.uscc)
    assert sent[0] not in after.inspectors[unit]
    assert after.recused == {unit: (sent[0],)}
    refused(lambda: service.recuse(draw, visit.uscc, unit, sent[0], at=LATER, **more), "draw_inspector_not_sent")
    late = LATER + timedelta(days=2)
    refused(lambda: service.recuse(draw, visit.uscc, unit, sent[1], at=late, **more), "draw_recusal_late")
    refused(lambda: service.recuse(draw, "nobody", unit, sent[1], at=LATER, **more), "draw_inspector_not_sent")
    assert "配偶" not in json.dumps(facts(draw, "draw:recuse"), ensure_ascii=False)


def test_where_nobody_is_left_the_visit_is_short_and_says_so(office: Office) -> None:
    draw = office.drawn()
    visit = queries.standing(draw)[0]
    unit = next(iter(visit.inspectors))
    more = {"reason": "亲属", "key": KEY, "by": office.one, "at": LATER}
    while sent := queries.visit(fresh(draw), visit.uscc).inspectors[unit]:
        with transaction():
            service.recuse(draw, visit.uscc, unit, sent[0], **more)
    found = db.session.scalars(select(DrawRecusal).order_by(DrawRecusal.id)).all()
    assert found[-1].replacement is None
    assert len({one.certificate_no for one in found}) == len(found)


def test_a_target_that_fell_away_is_followed_by_the_next_of_the_order(office: Office) -> None:
    draw = office.drawn()
    before = queries.standing(draw)
    first = before[0].uscc
    right = rules.replacements(service.keeping.whole(draw, KEY), made.VALUE, [first])[0]
    more = {"reason": "现场已无人，执照已注销", "key": KEY, "by": office.one, "at": LATER}
    with transaction():
        instead = service.replace(draw, first, Gone.CLOSED, **more)
    assert instead == [visit.uscc for visit in right.visits]
    after = queries.standing(fresh(draw))
    assert [one.uscc for one in after] == [one.uscc for one in before[1:]] + instead
    assert {one.instead_of for one in after if one.uscc in instead} <= {first}
    refused(lambda: service.replace(draw, first, Gone.CLOSED, **more), "draw_visit_missing")
    if instead:
        new = queries.visit(draw, instead[0])
        unit, sent = next(iter(new.inspectors.items()))
        order = rules.inspectors_in_order(service.keeping.whole(draw, KEY), made.VALUE, instead[0], unit, [first])
        assert order[: len(sent)] == list(sent)


def test_a_draw_is_made_void_freely_while_nobody_can_know_its_value(office: Office) -> None:
    draft, locked = office.draft(plan_year=2027), office.locked()
    assert office.void(draft) is True
    assert office.void(locked, at=DUE - timedelta(seconds=1)) is True
    draft, locked = fresh(draft), fresh(locked)
    assert (draft.state, draft.secret, queries.open_names(draft)) == (State.VOID, None, [])
    assert set(public(locked)) == {*rules.PUBLISHED, *rules.BESIDE} - {"value.txt", "result.json"}
    refused(lambda: office.void(locked), "draw_wrong_state")


def test_from_the_instant_at_which_the_value_is_due_two_people_are_needed(office: Office) -> None:
    """Before anybody typed it: its sources may have told it, and the files are laid open so that all can compute."""
    draw = office.locked()
    assert office.void(draw, at=DUE) is False
    refused(lambda: office.void(draw, at=DUE), "draw_void_waiting")
    assert refused(lambda: office.confirm_void(draw, by=office.one), "draw_void_same_person").status == 403
    draw = office.confirm_void(draw)
    assert draw.state is State.VOID
    files = {**public(draw), "value.txt": f"{made.VALUE}\n".encode()}
    assert rules.run(files, made.VALUE).visits


@pytest.mark.parametrize("steps", ["seeded", "drawn", "published"])
def test_a_void_draw_shows_the_result_that_it_would_have_had(office: Office, steps: str) -> None:
    draw = office.seed(office.locked())
    if steps != "seeded":
        draw = office.draw(draw)
    if steps == "published":
        draw = office.publish(draw)
    assert office.void(draw, at=LATER) is False
    draw = office.confirm_void(draw)
    files = public(draw)
    assert rules.verify(files, draw.commitment or "") == []
    assert draw.state is State.VOID
    assert facts(draw, "draw:confirm_void")["reason"] == "名单有误"
    assert queries.taken(2026) == {}


def test_a_wish_taken_back_stays_in_sight_and_the_draw_stands(office: Office) -> None:
    draw = office.seed(office.locked())
    refused(lambda: service.drop_void(draw, by=office.one, at=LATER), "draw_void_none")
    office.void(draw, at=LATER)
    with transaction():
        service.drop_void(draw, by=office.one, at=LATER)
    draw = office.draw(draw)
    assert draw.state is State.DRAWN
    assert [one.dropped_by for one in queries.voidings(draw)] == [office.one.actor]
    assert office.void(draw, at=LATER) is False


def test_what_a_plan_has_taken_is_counted_for_the_city_and_each_department(office: Office) -> None:
    draw = office.drawn()
    visits = queries.standing(draw)
    taken = queries.taken(2026)
    assert taken["*"] == len(visits)
    assert {unit: count for unit, count in taken.items() if unit != "*"} == {
        unit: sum(unit in one.inspectors for one in visits) for one in visits for unit in one.inspectors
    }
    assert queries.taken(2027) == {}


def other_stratum(one: rules.Enterprise) -> rules.Enterprise:
    return one._replace(stratum=next(stratum for stratum in made.STRATA if stratum != one.stratum))


def test_the_difference_sheet_shows_what_was_changed_before_the_lock(office: Office) -> None:
    """Row removed, exempted, moved to another stratum, another task: each in its line, with who changed it."""
    firm = make.enterprise()
    known = LISTS.roster[0]._replace(uscc=firm.uscc)
    own = replace(LISTS, roster=[*LISTS.roster, known])
    office.publish(office.drawn(own))
    wide = [one for one in LISTS.roster if len(one.tasks) > 1]
    gone, exempt, moved, fewer = wide[:4]
    new = gone._replace(uscc="91430981MA8888888X")
    changed = [other_stratum(moved), fewer._replace(tasks=fewer.tasks[:1]), other_stratum(known), new]
    kept = [one for one in LISTS.roster if one not in (gone, exempt, moved, fewer)]
    with transaction():
        enterprises.revise(firm, by=office.one, at=LATER, name="改名有限公司")
    lists = replace(own, roster=[*kept, *changed])
    draw = office.draft(lists, exclusions=[Exclusion(exempt.uscc, "exempt", "A 级，2024-05-06")], at=LATER)
    found = {one.uscc: (one.change, one.why, one.by) for one in rules.differences(queries.kept(draw))}
    assert found == {
        gone.uscc: ("removed", "out_of_frames", ""),
        exempt.uscc: ("removed", "excluded:exempt", ""),
        moved.uscc: ("changed", "stratum", ""),
        fewer.uscc: ("changed", "tasks", ""),
        firm.uscc: ("changed", "stratum", f"{office.one.actor} 2026-09-08"),
        new.uscc: ("added", "new", ""),
    }


def test_a_file_changed_behind_the_services_back_is_found_and_named(office: Office) -> None:
    draw = office.publish(office.drawn())
    table = DrawFile.__table__
    row = (table.c.draw_id == draw.id) & (table.c.name == "roster.csv")
    content = queries.kept(draw, "roster.csv")["roster.csv"]
    db.session.connection().execute(update(table).where(row).values(content=content.replace(b"MA", b"MB", 1)))
    assert [finding.file for finding in rules.verify(public(draw), draw.commitment or "")] == ["roster.csv"]
    assert [finding.detail for finding in ledger.rows()] == [f"draw_files/{draw.id}/roster.csv"]
    db.session.rollback()


def test_sources_beside_dice_are_joined_in_their_order(office: Office) -> None:
    two = (*DICE, Source("lottery_dlt", "体彩大乐透第 26105 期", "([0-9]{2} ){6}[0-9]{2}"))
    draw = office.locked(sources=two)
    refused(lambda: office.type(draw), "draw_value_parts")
    draw = office.seed(draw, f"{made.VALUE};01 02 03 04 05 06 07")
    assert public(draw)["value.txt"] == f"{made.VALUE};01 02 03 04 05 06 07\n".encode()
