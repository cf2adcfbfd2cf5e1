"""Look-backs in a plan: exempt enterprises and lines that have had their visits stay out; what is not known is said."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from flask import Flask

from app.departments.rules import Level
from app.enterprises import service as enterprises
from app.enterprises.models import Enterprise
from app.enterprises.rules import Grade, Risk, State
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM
from app.lookbacks import queries as records
from app.lookbacks import service as lookbacks
from app.lookbacks.rules import Kind
from app.plans import queries, service
from app.plans.rules import STRATA
from tests import make

AT = datetime(2026, 9, 11, 1, 0, tzinfo=UTC)
TODAY, RATED = date(2026, 9, 11), date(2026, 6, 30)
ABOVE = "益阳市市场监督管理局"


class City:
    """A market regulator and a fire brigade of the city, a plan; records are complete when `vouched`."""

    def __init__(self) -> None:
        make.rulebook()
        make.calendar()
        self.market = make.department("沅江市市场监督管理局", line="市场监管")
        self.fire = make.department("沅江市消防救援大队", line="消防")
        self.item = make.item("甲", [self.market, self.fire], from_on=date(2026, 1, 1))
        self.plan = make.plan()

    def task(self, number: str, *units: Any, **more: Any) -> None:
        make.task(self.plan, units, [self.item], number, **more)

    def firm(self, grade: Grade | None, **more: Any) -> Enterprise:
        made = make.enterprise(trade="C 食品", **more)
        if grade:
            with transaction():
                given = {"credit_grade": grade, "risk_level": made.risk_level, "rated_by": "省平台", "rated_on": RATED}
                enterprises.rate(made, **given, by=SYSTEM, at=AT)
        return made

    def record(self, firm: Enterprise, on: date, line: str = "市场监管", **more: Any) -> None:
        told = {"uscc": firm.uscc, "happened_on": on, "unit": ABOVE, "source": "省平台", "level": Level.PREFECTURE}
        with transaction():
            lookbacks.load([{**told, "line": line, **more}], digest="d" * 64, by=SYSTEM, at=AT)

    def vouch(self, *kinds: Kind, since: date = date(2021, 1, 1)) -> None:
        for kind in kinds or Kind:
            for level in Level:
                with transaction():
                    lookbacks.declare(kind, level, line="", since_on=since, reason="核对过", by=SYSTEM, at=AT)

    def roster(self) -> queries.Roster:
        return queries.roster(self.plan, TODAY)

    def outlook(self) -> queries.Outlook:
        return queries.outlook(self.plan, TODAY)

    def facts(self, code: str) -> list[Any]:
        return [one.facts for one in self.outlook().findings if one.code == code]


@pytest.fixture
def city(app: Flask) -> City:
    return City()


def test_whoever_is_exempt_lies_outside_every_frame_with_the_evidence(city: City) -> None:
    city.vouch()
    exempt, other = city.firm(Grade.A), city.firm(Grade.A)
    city.record(exempt, date(2024, 3, 12))
    city.task("T-1", city.fire)
    found = city.roster()
    assert [row[0] for row in found.enterprises] == [other.uscc]
    evidence = f"A 省平台 2026-06-30; 2024-03-12 {ABOVE}; 2029-03-12"
    assert found.exclusions == [(exempt.uscc, "exempt", evidence)]
    assert (found.active, found.unknown) == (2, [])
    assert (city.outlook().drawn.frame("T-1"), city.outlook().register.active) == (1, 2)
    assert city.outlook().findings[0].code == "unpublished_late"
    assert not city.facts("exemption_unknown")


def test_of_whom_it_is_not_known_may_be_drawn_and_is_named(city: City) -> None:
    city.vouch(Kind.VISIT)
    doubtful, ungraded, graded = city.firm(Grade.A), city.firm(None), city.firm(Grade.B)
    city.record(doubtful, date(2024, 3, 12))
    city.record(ungraded, date(2024, 3, 12))
    city.task("T-1", city.fire)
    found = city.roster()
    assert {row[0] for row in found.enterprises} == {doubtful.uscc, ungraded.uscc, graded.uscc}
    assert found.unknown == sorted([(doubtful.uscc, "exempt", ""), (ungraded.uscc, "exempt", "")])
    assert city.facts("exemption_unknown") == [{"count": 2}]
    city.vouch(Kind.PENALTY)
    assert city.roster().unknown == [(ungraded.uscc, "exempt", "")]


def test_a_line_that_had_its_visit_of_the_year_does_not_draw_again(city: City) -> None:
    city.vouch()
    firm, other = city.firm(Grade.B), city.firm(Grade.B)
    city.record(firm, date(2026, 2, 3))
    city.record(other, date(2025, 2, 3))
    city.task("T-1", city.market)
    city.task("T-2", city.fire)
    city.task("T-3", city.fire, city.market)
    found = city.roster()
    rows = {row[0]: row[2] for row in found.enterprises}
    assert rows == {firm.uscc: ("T-2",), other.uscc: ("T-1", "T-2", "T-3")}
    assert found.left_out == [(firm.uscc, name, f"2026-02-03 {ABOVE}") for name in ("T-1", "T-3")]
    assert found.exclusions == []
    assert [city.outlook().drawn.frame(name) for name in ("T-1", "T-2", "T-3")] == [1, 2, 1]


def test_whoever_no_task_may_draw_any_more_is_excluded_with_the_visits(city: City) -> None:
    city.vouch()
    firm = city.firm(Grade.B)
    city.record(firm, date(2026, 2, 3))
    city.task("T-1", city.market)
    found = city.roster()
    assert found.exclusions == [(firm.uscc, "repeat_same_line", f"2026-02-03 {ABOVE}")]
    assert (found.enterprises, found.left_out, found.unknown) == ([], [], [])


def test_a_visit_of_an_unknown_line_and_records_that_nobody_vouches_for_are_unknown(city: City) -> None:
    firm, other = city.firm(Grade.B), city.firm(Grade.B)
    city.record(firm, date(2026, 2, 3), line="")
    city.task("T-1", city.market)
    codes = city.market.code
    assert [row[1:] for row in city.roster().unknown] == [("repeat_same_line", codes)] * 2
    assert city.facts("repeat_unknown") == [{"departments": codes, "count": 1}]
    city.vouch()
    assert city.roster().unknown == [(firm.uscc, "repeat_same_line", codes)]
    assert {row[0] for row in city.roster().enterprises} == {firm.uscc, other.uscc}
    assert not city.facts("repeat_unknown")
    city.record(firm, date(2026, 3, 3), unit="省市场监督管理局", level=Level.PROVINCE)
    assert city.roster().unknown == []


def test_a_struck_visit_keeps_nobody_out(city: City) -> None:
    city.vouch()
    firm = city.firm(Grade.A)
    city.record(firm, date(2026, 2, 3))
    city.task("T-1", city.market)
    assert city.roster().exclusions[0][1] == "exempt"
    with transaction():
        lookbacks.strike(records.all_records(firm)[0], reason="记错了企业", by=SYSTEM, at=AT)
    assert [row[0] for row in city.roster().enterprises] == [firm.uscc]


@pytest.mark.parametrize("vouched", [True, False])
def test_gauges_and_roster_count_the_same_whatever_is_on_record(city: City, vouched: bool) -> None:
    random = Random(f"look-backs {vouched}")
    if vouched:
        city.vouch()
    city.task("T-1", city.market, rate_b=2000, rate_c=2000, rate_d=2000)
    city.task("T-2", city.fire, city.market, kinds=["company"])
    city.task("T-3", city.fire, risks=["high"])
    for _ in range(40):
        risk, state = random.choice([None, Risk.HIGH, Risk.LOW]), random.choice([State.ACTIVE] * 5 + [State.CLOSED])
        firm = city.firm(random.choice([None, *Grade]), risk_level=risk, state=state)
        for number in range(random.randrange(3)):
            on, line = TODAY - timedelta(days=random.randrange(2500)), random.choice(["", "消防", "市场监管"])
            city.record(firm, on, line, unit=f"单位{number}", kind=random.choice([*Kind, Kind.VISIT]))
    with transaction():
        service.supervise(city.plan, city.fire, basis="某法", by=SYSTEM, at=AT)
    found, counted = city.roster(), city.outlook().drawn
    frames = Counter((number, stratum) for _uscc, stratum, numbers in found.enterprises for number in numbers)
    keys = [(number, stratum) for number in ("T-1", "T-2", "T-3") for stratum in STRATA]
    assert {key: counted.frames[key] for key in keys} == {key: frames[key] for key in keys}
    quotas = {(number, stratum): quota for number, _units, stratum, quota, _sent in found.tasks}
    assert quotas == {key: counted.quotas[key] for key in keys if counted.frames[key]}
    reasons = {row[1] for row in found.exclusions}
    assert reasons >= {"not_active", "key_supervision"}
    assert ("exempt" in reasons) is vouched
    assert {row[0] for row in found.exclusions}.isdisjoint(row[0] for row in found.enterprises)
