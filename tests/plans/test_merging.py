"""Tasks that could be one: the same enterprises, a month in common."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.plans import rules
from app.plans.rules import STRATA, Frame, Proposal, Task, shares
from tests.plans.sketch import cells, of_trades, rates, task

FIVE = Decimal(5)
FOOD = Frame(trades=("C",))


def proposed(tasks: list[Task], sizes: dict[str, int]) -> list[Proposal]:
    groups = rules.grouped(of_trades(sizes), tasks)
    return rules.proposals(tasks, groups, rules.count(tasks, groups), FIVE)


def test_tasks_with_the_same_enterprises_and_a_month_in_common_could_be_one() -> None:
    tasks = [
        task("T1", "D1", frame=FOOD, from_month=3, until_month=6, rates=rates(300)),
        task("T2", "D2", frame=FOOD, from_month=5, until_month=9, items=("I2",), inspectors=3, rates=rates(400)),
        task("T3", "D3", frame=Frame(trades=("D",)), from_month=3, until_month=6),
    ]
    (found,) = proposed(tasks, {"C": 1000, "D": 50})
    assert [one.number for one in found.tasks] == ["T1", "T2"]
    assert (found.shared, found.apart, found.together, found.saved) == (1000, 70, 40, 30)
    joint = found.joint
    assert (joint.number, joint.departments, joint.items, joint.inspectors) == ("T1", ("D1", "D2"), ("I1", "I2"), 3)
    assert (joint.from_month, joint.until_month, joint.rates) == (5, 6, rates(400))


def test_frames_written_otherwise_are_the_same_where_the_enterprises_are() -> None:
    tasks = [task("T1", "D1"), task("T2", "D2", frame=Frame(kinds=("company",)))]
    assert [one.joint.departments for one in proposed(tasks, {"C": 100})] == [("D1", "D2")]


def test_tasks_without_a_month_in_common_stay_apart() -> None:
    tasks = [
        task("T1", "D1", from_month=1, until_month=3),
        task("T2", "D2", from_month=3, until_month=5),
        task("T3", "D3", from_month=4, until_month=6),
    ]
    assert [[one.number for one in found.tasks] for found in proposed(tasks, {"C": 100})] == [["T1", "T2"]]


def test_a_task_that_takes_nobody_is_merged_with_nothing() -> None:
    tasks = [task("T1", frame=Frame(trades=("X",))), task("T2", frame=Frame(trades=("Y",)))]
    assert proposed(tasks, {"C": 100}) == []


def test_sections_of_one_department_become_one_task_of_it() -> None:
    (found,) = proposed([task("T1", "D1"), task("T2", "D1")], {"C": 1000})
    assert found.joint.departments == ("D1",)
    assert found.saved == 50


def test_too_high_a_rate_is_cut_to_the_share_of_the_frame() -> None:
    (found,) = proposed([task("T1", rates=rates(900)), task("T2", "D2", rates=rates(400))], {"C": 1000})
    assert (found.together, found.joint.rates["B"]) == (50, 500)


def test_five_percent_of_170_needs_no_cut() -> None:
    (found,) = proposed([task("T1"), task("T2", "D2")], {"C": 170})
    assert (found.together, found.joint.rates) == (8, rates(500))


@given(
    st.fixed_dictionaries({stratum: st.integers(0, 400) for stratum in STRATA}),
    st.lists(st.integers(0, 10_000), min_size=4, max_size=4).map(sorted),
)
def test_a_joint_task_keeps_to_the_share_and_to_the_order_of_grades(sizes: dict[str, int], worse: list[int]) -> None:
    asked = dict(zip(STRATA, [*worse, 10_000], strict=True))
    tasks = [task("T1", rates=asked), task("T2", "D2")]
    count = rules.count(tasks, rules.grouped(cells(**sizes), tasks))
    joint = rules.joined(tasks, count, FIVE)
    frames = {stratum: count.frames["T1", stratum] for stratum in STRATA}
    assert shares.quotas(frames, joint.rates) <= max(shares.most(count.frame("T1"), FIVE), 0)
    rules.check_rates(joint.rates, ("A", "B", "C", "D"))


def test_frames_that_cross_are_shown_and_not_proposed() -> None:
    tasks = [task("T1", "D1"), task("T2", "D2", frame=FOOD, from_month=1, until_month=2), task("T3", "D3", frame=FOOD)]
    groups = rules.grouped(of_trades({"C": 40, "D": 60}), tasks)
    found = rules.crossing(tasks, groups, rules.count(tasks, groups))
    assert [tuple(one) for one in found] == [("T1", "T2", 40, False), ("T1", "T3", 40, True)]
