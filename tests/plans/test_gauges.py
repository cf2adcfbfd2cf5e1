"""Every gauge with its two numbers, its bound and the rows that break it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.plans import rules
from app.plans.rules import STRATA, Frame, Gauge, Name, Targeting
from app.plans.rules.staffing import duties
from tests.plans.sketch import BOUNDS, cells, rates, register, task


def measured(tasks: list[rules.Task], sizes: dict[str, int] | None = None, **more: Any) -> dict[str, Gauge]:
    groups = rules.grouped(cells(**(sizes or {"B": 1000})), tasks)
    found = rules.gauges(tasks, rules.count(tasks, groups), register(**more), BOUNDS)
    return {gauge.name.value: gauge for gauge in found}


def test_a_plan_that_keeps_every_rule_has_no_broken_gauge() -> None:
    found = measured([task("T1", "D1", "D2")])
    assert rules.broken(list(found.values())) == []
    assert list(found) == [name.value for name in Name]
    assert found["city"].percent == 5
    assert (found["city"].shown, found["city"].whole, found["city"].most) == (50, 1000, 50)


def test_an_item_in_no_task_is_named() -> None:
    gauge = measured([task()], items=frozenset({"I1", "I2", "I3"}))["coverage"]
    assert (gauge.holds, gauge.part, gauge.whole) == (False, 1, 3)
    assert [row.ref for row in gauge.rows] == ["I2", "I3"]


@pytest.mark.parametrize(("joint", "alone", "holds"), [(1, 4, True), (19, 77, False), (20, 80, True)])
def test_a_fifth_of_the_tasks_is_joint(joint: int, alone: int, holds: bool) -> None:
    tasks = [task(f"J{n}", "D1", "D2") for n in range(joint)] + [task(f"S{n}") for n in range(alone)]
    gauge = measured(tasks, {"B": 100_000}, active=100_000)["joint"]
    assert (gauge.holds, gauge.part, gauge.whole) == (holds, joint, joint + alone)
    assert [row.ref for row in gauge.rows] == ([] if holds else [f"S{n}" for n in range(alone)])


def test_the_citys_cap_is_of_all_active_enterprises_and_names_the_largest_tasks() -> None:
    tasks = [task("T1", rates=rates(900)), task("T2", rates=rates(100))]
    gauge = measured(tasks, {"B": 1000}, active=1700)["city"]
    assert (gauge.holds, gauge.shown, gauge.most, gauge.at_most) == (False, 90, 85, 100)
    assert gauge.percent == Decimal("5.3")
    assert [row[:3] for row in gauge.rows] == [("T1", 90, 1000)]


def test_five_percent_of_170_is_8_and_19_rows_give_none() -> None:
    within = measured([task(rates=rates(500))], {"B": 170}, active=170)
    assert (within["city"].most, within["city"].shown, within["city"].holds) == (8, 8, True)
    over = measured([task(rates=rates(530))], {"B": 170}, active=170)["tasks"]
    assert [tuple(row) for row in over.rows] == [("T1", 9, 170, 8)]
    assert measured([task()], {"B": 19}, active=19)["city"].shown == 0


def test_a_department_is_measured_by_the_frames_of_its_tasks() -> None:
    tasks = [task("T1", "D1", frame=Frame(trades=("C A",)), rates=rates(900)), task("T2", "D2", rates=rates(100))]
    found = measured(tasks, {"A": 100, "B": 900})
    assert [tuple(row) for row in found["departments"].rows] == [("D1", 9, 100, 5)]
    assert found["city"].holds
    assert not found["tasks"].holds


@pytest.mark.parametrize(
    ("name", "more", "row"),
    [
        ("rates", {"rates": rates(300, A=400)}, ("T1", 0, 0, 0)),
        ("items", {"items": ("I1", "GONE")}, ("T1", 1, 2, 0)),
        ("items", {"items": ()}, ("T1", 0, 0, 0)),
        ("inspectors", {"inspectors": 1}, ("T1", 4, 1, 2)),
        ("inspectors", {"departments": ("D1", "D9")}, ("T1", 0, 2, 2)),
        ("done_by", {"until_month": 12}, ("T1", 12, 0, 11)),
    ],
)
def test_a_task_that_breaks_a_rule_is_named(name: str, more: dict[str, Any], row: tuple[Any, ...]) -> None:
    gauge = measured([task(**more)])[name]
    assert not gauge.holds
    assert [tuple(one) for one in gauge.rows] == [row]
    assert (gauge.part, gauge.whole) == (0, 1)


def test_every_high_risk_enterprise_is_supervised_or_the_gauge_is_red() -> None:
    assert measured([task()], high=30, covered=30)["supervision"].holds
    gauge = measured([task()], high=30, covered=29)["supervision"]
    assert (gauge.holds, gauge.part, gauge.whole) == (False, 29, 30)


def test_the_joint_share_is_shown_by_items_and_by_enterprises_too() -> None:
    tasks = [task("T1", "D1", "D2", rates=rates(200)), task("T2", items=("I2", "I3"))]
    found = rules.beside(tasks, rules.count(tasks, rules.grouped(cells(B=1000), tasks)))
    assert found == {"items": (1, 3), "enterprises": (20, 50)}


def test_rates_rise_with_worse_credit_and_the_unrated_stand_apart() -> None:
    rules.check_rates(rates(0, A=1, B=1, C=2, D=3, U=0), BOUNDS.grades)
    with pytest.raises(Refused) as caught:
        rules.check_rates(rates(5, B=6), BOUNDS.grades)
    assert (caught.value.code, caught.value.field, caught.value.facts["worse"]) == ("plan_rates_order", "rate_b", "C")


@pytest.mark.parametrize(("first", "last", "code"), [(5, 4, "plan_months_order"), (9, 12, "plan_months_late")])
def test_months_in_no_order_and_months_too_late_are_refused(first: int, last: int, code: str) -> None:
    rules.check_months(3, 11, date(2026, 11, 15).month)
    with pytest.raises(Refused) as caught:
        rules.check_months(first, last, 11)
    assert caught.value.code == code


def test_a_department_looks_at_its_own_items_and_the_lead_at_nobodys() -> None:
    tasks = [task("T1", "D1", "D2", items=("I1", "I2", "I3")), task("T2", "D2", items=("I4",))]
    found = duties(tasks, {"I1": ["D1"], "I2": ["D2"], "I3": ["D7"], "I4": ["D2", "D1"]})
    assert found == {"D1": {"I1", "I3"}, "D2": {"I2", "I4"}}


WORDS = st.text(st.characters(blacklist_characters="\n\r", blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=8)
TASKS = st.builds(
    rules.Task,
    number=WORDS,
    name=WORDS,
    targeting=st.sampled_from(Targeting),
    departments=st.lists(WORDS, min_size=1, max_size=3).map(tuple),
    items=st.lists(WORDS, max_size=3).map(tuple),
    frame=st.builds(Frame, *[st.lists(WORDS, max_size=3).map(tuple)] * 4),
    rates=st.fixed_dictionaries({stratum: st.integers(0, 10_000) for stratum in STRATA}),
    inspectors=st.integers(1, 20),
    from_month=st.integers(1, 12),
    until_month=st.integers(1, 12),
    schedule=st.dictionaries(st.integers(1, 12), st.integers(0, 99)),
)


@given(TASKS)
def test_a_task_is_read_back_from_the_ledgers_facts_as_it_was(one: rules.Task) -> None:
    assert rules.restored(rules.written(one)) == one


def test_a_plan_is_replayed_from_its_acts() -> None:
    one, other = task("T1"), task("T2")
    changed = one._replace(name="改")
    acts: list[tuple[str, dict[str, Any]]] = [
        ("plan:draft", {"year": 2026}),
        ("plan:add_task", rules.written(one)),
        ("plan:add_task", rules.written(other)),
        ("plan:revise_task", rules.written(changed)),
        ("plan:merge", {**rules.written(changed._replace(departments=("D1", "D2"))), "gone": "T2"}),
        ("plan:publish", {"active": 3}),
        ("plan:remove_task", {"gone": "T1"}),
    ]
    assert rules.replayed(acts[:4]) == [changed, other]
    assert [found.departments for found in rules.replayed(acts[:6])] == [("D1", "D2")]
    assert rules.replayed(acts) == []


def test_what_differs_between_two_states_is_told_by_task() -> None:
    one, other, new = task("T1"), task("T2"), task("T3")
    found = rules.differences([one, other], rules.changed([one, new], "T1", {"A": 100}))
    assert [(row.number, sorted(row.before), sorted(row.after)) for row in found] == [
        ("T1", ["rates"], ["rates"]),
        ("T2", sorted(rules.written(other)), []),
        ("T3", [], sorted(rules.written(new))),
    ]
    assert rules.changed([one], "T1", {"A": 100})[0].rates == rates(A=100)
