"""Reports, lights, late units, steps and reminders, on both databases."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.kernel.db import db, transaction
from app.kernel.errors import Conflict, Missing, Refused
from app.kernel.permissions import SYSTEM
from app.ledger import queries as ledger
from app.measures import queries, schemas, service
from app.measures.models import Progress
from app.measures.rules import Holder, Light, Quarter, StepKind
from app.notices.models import Notice
from tests import make
from tests.measures.lists import AT, OVER, Q3, Cast

TODAY, LATE = date(2026, 9, 11), date(2026, 9, 16)


@pytest.fixture
def cast(app: Flask) -> Cast:
    return Cast()


def light(number: int, on: date, quarter: Quarter = Q3) -> Light:
    return queries.standing(queries.get(2026, number), quarter, on).light


def test_a_report_turns_the_light_green_and_a_shortfall_amber(cast: Cast) -> None:
    assert light(9, TODAY) is Light.AMBER
    cast.report(9)
    cast.report(11, "100", "9", "7.5")
    assert (light(9, LATE), light(11, LATE)) == (Light.GREEN, Light.GREEN)
    cast.report(11, "100", "8.9999", "7.5", trouble="授信慢了，下月补上。")
    assert light(11, LATE) is Light.AMBER
    assert len(db.session.scalars(select(Progress)).all()) == 3
    entry = ledger.of("measure:2026-11")[-1]
    assert entry.verb == "measure:report"
    assert "平台授信=8.9999亿元" in entry.facts


def test_a_shortfall_without_a_reason_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="measure_trouble_missing"):
        cast.report(11, "100", "8.9", "7.5")
    with pytest.raises(Refused, match="measure_trouble_missing"):
        cast.report(9, behind=True)
    assert db.session.scalars(select(Progress)).all() == []


def test_only_the_leading_unit_reports(cast: Cast) -> None:
    for who in (cast.stranger, cast.officer, make.user(role="leader")):  # type: ignore[arg-type]
        with pytest.raises(Missing, match="measure_missing"):
            cast.report(9, by=who)
    cast.report(20, "1", by=cast.officer)
    assert light(20, LATE) is Light.GREEN


def test_a_quarter_to_come_or_of_another_year_is_refused(cast: Cast) -> None:
    measure, told = cast.measure(9), {"behind": False, "words": "好", "trouble": "", "figures": {}}
    for quarter in (Quarter(2026, 4), Quarter(2025, 3)):
        with pytest.raises(Refused, match="measure_quarter_closed"), transaction():
            service.report(measure, quarter, **told, by=cast.clerk, at=AT)
    with pytest.raises(Refused, match="measure_figures_missing"), transaction():
        service.report(cast.measure(11), Q3, **told, by=cast.clerk, at=AT)


def test_a_late_unit_stays_named_after_it_has_reported(cast: Cast) -> None:
    assert queries.late(Q3, TODAY) == []
    cast.report(9, at=OVER)
    cast.report(15, "18")
    rows = {row.unit.shown: row for row in queries.late(Q3, LATE)}
    own = rows["发改局"]
    assert [one.number for one in own.reported_late] == [9]
    assert 15 not in {one.number for one in own.open}
    assert 11 in {one.number for one in own.open}
    assert rows["市科工局"].unit.key is None


def test_a_quarter_before_the_first_rule_is_never_late(cast: Cast) -> None:
    assert queries.clock_of(Quarter(2023, 1)).due_on is None
    assert queries.clock_of(Quarter(2023, 2)).due_on == date(2023, 6, 15)


def test_the_worst_of_two_leads_shows(cast: Cast) -> None:
    other = make.department("沅江供电公司")
    with transaction():
        service.match("市城管执法局", Holder.DEPARTMENT, cast.department, by=cast.officer, at=AT)
    cast.report(48)
    standing = queries.standing(cast.measure(48), Q3, LATE)
    assert [one.light for one in standing.leads] == [Light.GREEN, Light.RED]
    assert standing.light is Light.RED
    assert standing.leads[1].unit.key == other.id


def test_a_name_means_what_the_office_says(cast: Cast) -> None:
    assert queries.unit("市发改局").key == cast.department.id
    with transaction():
        service.match("市发改局", Holder.GROUP, None, by=cast.officer, at=AT)
    assert queries.unit("市发改局").key is None
    with pytest.raises(Refused, match="measure_unit_unnamed"), transaction():
        service.match("市发改局", Holder.DEPARTMENT, None, by=cast.officer, at=AT)


def test_what_was_reported_of_does_not_change(cast: Cast) -> None:
    cast.report(9)
    rows = schemas.shipped(2026)
    rows[8], rows[9] = {**rows[8], "title": "改了"}, {**rows[9], "title": "也改了"}
    with pytest.raises(Refused, match="measure_reported"), transaction():
        service.load(rows, digest="1" * 64, by=SYSTEM, at=AT)
    with transaction():
        counts = service.load([*rows[:8], *rows[9:]], digest="1" * 64, by=SYSTEM, at=AT)
    assert counts == {"created": 0, "updated": 1, "unchanged": 83}
    assert queries.get(2026, 10).title == "也改了"


def step(cast: Cast, kind: StepKind, at: datetime = OVER) -> Any:
    with transaction():
        told = {"title": "通报", "body": "未按期报送。"}
        return service.issue(kind, cast.department, Q3, **told, by=cast.officer, at=at)


def test_a_slow_unit_gets_a_circular_then_criticises_itself(cast: Cast) -> None:
    with pytest.raises(Refused, match="measure_not_slow"):
        step(cast, StepKind.CIRCULAR, at=AT)
    with pytest.raises(Refused, match="measure_circular_first"):
        step(cast, StepKind.SELF_CRITICISM)
    circular = step(cast, StepKind.CIRCULAR)
    assert circular.number.startswith("TB-20260916-000001-")
    with pytest.raises(Conflict, match="measure_step_issued"):
        step(cast, StepKind.CIRCULAR)
    demand = step(cast, StepKind.SELF_CRITICISM)
    with pytest.raises(Refused, match="measure_step_state"), transaction():
        service.answer(demand, words="我们错了", by=cast.clerk, at=OVER)
    with transaction():
        service.receive(queries.step(demand.number, to=cast.clerk), by=cast.clerk, at=OVER)
    with transaction():
        service.answer(queries.step(demand.number, to=cast.clerk), words="我们错了", by=cast.clerk, at=OVER)
    assert [one.verb for one in ledger.of(demand.number)] == ["measure:issue", "measure:receive", "measure:answer"]
    with pytest.raises(Missing, match="measure_step_missing"):
        queries.step(demand.number, to=cast.stranger)


def test_each_unit_is_reminded_once_however_often_the_timer_runs(cast: Cast) -> None:
    def tick(day: int) -> int:
        with transaction():
            return service.remind(by=SYSTEM, at=datetime(2026, 9, day, 1, 0, tzinfo=UTC))

    before = tick(9)
    assert [tick(10), tick(10), tick(15)] == [2, 0, 0]
    assert [tick(16), tick(17)] == [2, 0]
    told = db.session.scalars(select(Notice.kind).where(Notice.ref == "measures:2026-3")).all()
    assert sorted(told) == ["measures_late"] * 2 + ["measures_late_units"] + ["measures_soon"] * 2
    assert before == 2  # the second quarter, never reported, is late for the department and for the office


def test_a_draft_is_kept_until_it_is_reported(cast: Cast) -> None:
    with transaction():
        service.save_draft(cast.measure(9), Q3, {"words": "写了一半"}, by=cast.clerk, at=AT)
    kept = queries.draft(cast.measure(9), Q3, cast.clerk)
    assert kept is not None
    assert kept.answers == {"words": "写了一半"}
    cast.report(9)
    assert queries.draft(cast.measure(9), Q3, cast.clerk) is None
    with transaction():
        service.save_draft(cast.measure(9), Q3, {}, by=cast.clerk, at=AT)
    with transaction():
        assert service.purge(at=datetime(2027, 2, 1, tzinfo=UTC)) == 1
