"""Quarters, targets, lights, names, steps: true without a computer."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.measures import rules
from app.measures.rules import Bound, Light, Quarter, StepKind, StepState, TargetKind, Wanted

LOAN = Wanted("投放贷款", TargetKind.TOTAL, Bound.LEAST, Decimal(10), "亿元")


@pytest.mark.parametrize(
    ("quarter", "due"), [((2026, 1), "2026-03-15"), ((2026, 2), "2026-06-15"), ((2026, 4), "2026-12-15")]
)
def test_progress_is_due_in_the_middle_of_the_last_month(quarter: tuple[int, int], due: str) -> None:
    assert rules.due_on(Quarter(*quarter), 15) == date.fromisoformat(due)


def test_a_month_that_is_shorter_ends_the_time() -> None:
    assert rules.due_on(Quarter(2026, 2), 31) == date(2026, 6, 30)


def test_quarters_follow_each_other() -> None:
    assert [rules.quarter_of(date(2026, month, 1)).number for month in range(1, 13)] == [1] * 3 + [2] * 3 + [3] * 3 + [
        4
    ] * 3
    assert Quarter(2026, 1).before == Quarter(2025, 4)
    assert rules.parse_quarter("2026Q3") == rules.parse_quarter(str(Quarter(2026, 3))) == Quarter(2026, 3)


@pytest.mark.parametrize("text", ["", "2026-5", "2026-0", "26-1", "2026-3-1", "二〇二六"])
def test_what_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="measure_quarter_malformed"):
        rules.parse_quarter(text)


@pytest.mark.parametrize(
    ("value", "quarter", "on_plan"),
    [("2.5", 1, True), ("2.4999", 1, False), ("7.5", 3, True), ("10", 4, True), ("9.9999", 4, False)],
)
def test_a_total_is_due_pro_rata(value: str, quarter: int, on_plan: bool) -> None:
    assert rules.reached(LOAN, Decimal(value), quarter) is on_plan


def test_a_level_holds_in_each_quarter_and_a_years_end_decides_at_the_end() -> None:
    level = Wanted("检查比例", TargetKind.LEVEL, Bound.MOST, Decimal(5), "%")
    assert [rules.reached(level, Decimal(one), 2) for one in ("5", "5.01")] == [True, False]
    users = Wanted("用户数", TargetKind.YEAR_END, Bound.MORE, Decimal(24), "万")
    assert [rules.reached(users, Decimal(24), quarter) for quarter in (1, 4)] == [None, False]


@given(st.decimals(0, 10**6, places=4), st.integers(1, 3))
def test_what_is_on_plan_for_a_quarter_was_on_plan_for_those_before(value: Decimal, quarter: int) -> None:
    if rules.reached(LOAN, value, quarter + 1):
        assert rules.reached(LOAN, value, quarter)


def test_a_target_is_read_as_it_is_written() -> None:
    text = "平台授信 累计≥12亿元；合规率 每季>=100%\n审核时限 每季≤5工作日;用户数 年底＞24万"
    found = rules.read_targets(text)
    assert [(one.kind, one.bound, one.value) for one in found] == [
        (TargetKind.TOTAL, Bound.LEAST, 12),
        (TargetKind.LEVEL, Bound.LEAST, 100),
        (TargetKind.LEVEL, Bound.MOST, 5),
        (TargetKind.YEAR_END, Bound.MORE, 24),
    ]
    assert rules.read_targets("；".join(rules.written(one) for one in found)) == found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("平台授信12亿元", "measure_target_malformed"),
        ("授信 累计≥一亿元", "measure_target_malformed"),
        ("授信 累计≥1亿元；授信 累计≥2亿元", "measure_target_twice"),
        ("授信 累计≥1.23456亿元", "measure_figure_malformed"),
    ],
)
def test_a_target_that_could_mean_something_else_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        rules.read_targets(text)


@pytest.mark.parametrize("text", ["-1", "1e3", "12亿", "", "0.00001", "１２３４５６７８９０１２３"])
def test_what_is_no_figure_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="measure_figure_malformed"):
        rules.decimal(text)


@pytest.mark.parametrize(
    ("reported", "short", "today", "shown"),
    [
        (None, False, "2026-09-09", Light.WAITING),
        (None, False, "2026-09-10", Light.AMBER),
        (None, False, "2026-09-15", Light.AMBER),
        (None, False, "2026-09-16", Light.RED),
        ("2026-09-15", False, "2026-12-01", Light.GREEN),
        ("2026-09-15", True, "2026-09-15", Light.AMBER),
        ("2026-09-16", False, "2026-12-01", Light.AMBER),
    ],
)
def test_a_light_follows_from_report_and_day(reported: str | None, short: bool, today: str, shown: Light) -> None:
    on = date.fromisoformat(reported) if reported else None
    told = {"due_on": date(2026, 9, 15), "today": date.fromisoformat(today), "soon": 5}
    assert rules.light(reported_on=on, short=short, **told) is shown


def test_names_of_a_cell_are_divided_but_not_inside_brackets() -> None:
    assert rules.names("市发改局、市财政局，各镇（街道、中心）") == ["市发改局", "市财政局", "各镇（街道、中心）"]
    with pytest.raises(Refused, match="too_long"):
        rules.names("局" * 41)


def test_a_circular_is_received_and_only_a_self_criticism_answered() -> None:
    assert rules.after(StepKind.CIRCULAR, StepState.ISSUED, "receive") is StepState.RECEIVED
    assert rules.open_verbs(StepKind.CIRCULAR, StepState.RECEIVED) == frozenset()
    assert rules.after(StepKind.SELF_CRITICISM, StepState.RECEIVED, "answer") is StepState.ANSWERED
    with pytest.raises(Refused, match="measure_step_state"):
        rules.after(StepKind.SELF_CRITICISM, StepState.ISSUED, "answer")
