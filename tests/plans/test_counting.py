"""Shares without floats, quotas rounded down, distinct enterprises of a coordinated draw."""

from decimal import Decimal
from fractions import Fraction
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans import rules
from app.plans.rules import CITY, STRATA, Cell, Frame, shares
from tests.plans.sketch import cells, of_trades, rates, task

FIVE = Decimal(5)


@pytest.mark.parametrize(("whole", "most"), [(170, 8), (19, 0), (20, 1), (39, 1), (40, 2), (0, 0), (60_000, 3000)])
def test_a_share_of_a_whole_is_rounded_down(whole: int, most: int) -> None:
    assert shares.most(whole, FIVE) == most


@pytest.mark.parametrize(
    ("part", "whole", "reaches"), [(1, 5, True), (19, 96, False), (20, 100, True), (20, 101, False), (0, 0, True)]
)
def test_a_share_is_reached_exactly_or_not(part: int, whole: int, reaches: bool) -> None:
    assert shares.reaches(part, whole, Decimal(20)) is reaches


def test_what_does_not_reach_a_bound_is_never_shown_as_if_it_did() -> None:
    assert shares.rounded(19_999, 100_000) == Decimal("19.99")
    assert shares.rounded(50_001, 1_000_000, up=True) == Decimal("5.01")
    assert shares.rounded(1, 0) is None
    assert shares.ceiling(Fraction(41, 10)) == 5
    assert shares.ceiling(Fraction(4)) == 4


@given(st.integers(0, 10**7), st.integers(0, 10_000))
def test_a_quota_never_exceeds_its_rate(frame: int, rate: int) -> None:
    quota = shares.of_rate(frame, rate)
    assert quota * 10_000 <= frame * rate < (quota + 1) * 10_000


def test_quotas_are_rounded_down_in_each_stratum() -> None:
    one = task(rates=rates(500, A=100))
    found = rules.count([one], rules.grouped(cells(A=170, B=170, C=19, U=20), [one]))
    assert [found.quotas["T1", stratum] for stratum in STRATA] == [1, 8, 0, 0, 1]
    assert (found.frame("T1"), found.quota("T1"), found.checks) == (379, 10, 10)


@pytest.mark.parametrize(
    ("frame", "taken"),
    [
        (Frame(), True),
        (Frame(kinds=("company",), townships=("琼湖街道",), risks=("high",), trades=("C ",)), True),
        (Frame(trades=("D", "C 食品")), True),
        (Frame(trades=("食品",)), False),
        (Frame(kinds=("sole_trader",)), False),
        (Frame(townships=("草尾镇",)), False),
        (Frame(risks=("low", "medium")), False),
    ],
)
def test_a_frame_takes_who_fits_all_of_its_lists(frame: Frame, taken: bool) -> None:
    assert frame.takes(Cell("company", "C 食品生产", "琼湖街道", "high", "A")) is taken


def test_tasks_with_the_same_frame_disturb_no_more_than_the_largest_of_them() -> None:
    tasks = [task("T1", "D1"), task("T2", "D2", rates=rates(300)), task("T3", "D1", "D2", rates=rates(400))]
    found = rules.count(tasks, rules.grouped(cells(B=1000), tasks))
    city = found.scopes[CITY]
    assert (found.checks, city.expected, city.bound, city.frame) == (120, 50, 120, 1000)
    assert (found.scopes["D1"].expected, found.scopes["D2"].expected) == (50, 40)
    assert found.scopes[rules.JOINT].expected == 40
    assert found.contributions == {"T1": 50}


def test_tasks_with_frames_apart_add_up() -> None:
    tasks = [task("T1", frame=Frame(trades=("C",))), task("T2", frame=Frame(trades=("D",)))]
    found = rules.count(tasks, rules.grouped(of_trades({"C": 100, "D": 200, "E": 900}), tasks))
    assert found.scopes[CITY] == (300, 15, 15)


def test_a_frame_within_another_counts_where_its_rate_is_higher() -> None:
    tasks = [task("T1", rates=rates(200)), task("T2", frame=Frame(trades=("C",)), rates=rates(500))]
    found = rules.count(tasks, rules.grouped(of_trades({"C": 100, "D": 900}), tasks))
    assert found.scopes[CITY].expected == 5 + 18


def drawn(tasks: list[rules.Task], groups: rules.Groups, random: Random) -> int:
    """How many distinct enterprises a draw with one ticket for each enterprise takes."""
    found = rules.count(tasks, groups)
    left = dict(found.quotas)
    roster = [key for key, size in groups.items() for _ in range(size)]
    random.shuffle(roster)
    taken = 0
    for stratum, names in roster:
        hit = [name for name in names if left[name, stratum]]
        taken += bool(hit)
        for name in hit:
            left[name, stratum] -= 1
    return taken


SIZES = st.dictionaries(st.sampled_from(["C", "D", "E", "CD"]), st.integers(1, 60), min_size=1)
FRAMES = st.lists(st.sampled_from(["", "C", "D", "CD"]), min_size=1, max_size=4)


@given(SIZES, FRAMES, st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_no_draw_takes_more_than_the_bound(sizes: dict[str, int], trades: list[str], rate: int, random: Random) -> None:
    tasks = [
        task(f"T{place}", frame=Frame(trades=(trade,) if trade else ()), rates=rates(rate // (place + 1)))
        for place, trade in enumerate(trades)
    ]
    groups = rules.grouped(of_trades(sizes), tasks)
    found = rules.count(tasks, groups).scopes[CITY]
    assert drawn(tasks, groups, random) <= found.bound <= found.frame
    assert found.expected <= found.bound


def test_the_mean_of_many_draws_is_what_is_expected_where_frames_are_nested() -> None:
    tasks = [task("T1", rates=rates(200)), task("T2", frame=Frame(trades=("C",)), rates=rates(1000))]
    groups = rules.grouped(of_trades({"C": 300, "D": 700}), tasks)
    random = Random(7)
    mean = sum(drawn(tasks, groups, random) for _ in range(400)) / 400
    expected = rules.count(tasks, groups).scopes[CITY].expected
    assert expected == 30 + 14
    assert abs(mean - expected) < 1


def test_eighty_tasks_over_a_city_are_counted_within_seconds() -> None:
    random = Random(1)
    trades = [f"{letter} {number}" for letter in "ACEFGHILNOQR" for number in range(10)]
    found = {
        Cell("company", trade, f"镇{town}", "low", stratum): random.randrange(1, 20)
        for trade in trades
        for town in range(12)
        for stratum in STRATA
    }
    tasks = [
        task(f"T{n:02d}", f"D{n % 30}", frame=Frame(trades=tuple(random.sample("ACEFGHIL", 3)))) for n in range(80)
    ]
    began = process_time()
    count = rules.count(tasks, rules.grouped(found, tasks))
    assert count.scopes[CITY].frame
    assert process_time() - began < 3


_FRAMES = st.builds(
    Frame,
    kinds=st.sampled_from([(), ("company",), ("company", "sole_trader")]),
    trades=st.sampled_from([(), ("C",), ("C 食品", "H")]),
    townships=st.sampled_from([(), ("琼湖街道",)]),
    risks=st.sampled_from([(), ("high",), ("low", "high")]),
)
_CELLS = st.builds(
    Cell,
    kind=st.sampled_from(["company", "sole_trader"]),
    trade=st.sampled_from(["", "C 食品", "C 食品生产", "H", "食品"]),
    township=st.sampled_from(["", "琼湖街道"]),
    risk=st.sampled_from(["", "high", "low"]),
    stratum=st.sampled_from(STRATA),
    exempt=st.booleans(),
    had=st.frozensets(st.sampled_from(["D1", "D2"])),
)


@given(st.lists(_FRAMES, max_size=6), st.lists(_CELLS, max_size=20))
def test_a_sieve_lets_through_what_each_task_takes(frames: list[Frame], found: list[Cell]) -> None:
    tasks = [task(f"T{place}", f"D{place % 3}", frame=frame) for place, frame in enumerate(frames)]
    sieve = rules.Sieve(tasks)
    for one in found:
        assert sieve.names(one) == tuple(own.number for own in tasks if own.takes(one))
        assert sieve.framed(one) == tuple(own.number for own in tasks if own.frame.takes(one))


def test_a_task_takes_nobody_exempt_and_nobody_whom_its_line_has_visited() -> None:
    own, one = task("T1", "D1", "D2"), Cell("company", "C", "", "", "A")
    taken = [own.takes(cell) for cell in (one, one._replace(exempt=True), one._replace(had=frozenset({"D2"})))]
    assert taken == [True, False, False]
    assert own.takes(one._replace(had=frozenset({"D3"})))
