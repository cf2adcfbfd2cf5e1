"""Weights and sums, exact; the same score by another way of counting."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.scorecards import rules, schemas
from app.scorecards.rules import DEDUCTING, Case, Criterion

WEIGHTS = dict(zip(Criterion, map(Decimal, ["20", "20", "20", "15", "15", "10", "1", "3", "2", "0.5"]), strict=True))


def naive(weights: Any, cases: Any, struck: Any) -> Fraction | None:
    """The score counted another way: over one common denominator, deductions case by case."""
    numerator, shares, taken = Fraction(0), 0, Fraction(0)
    for name, weight in weights.items():
        left = [one for one in cases.get(name, []) if (name, one.ref) not in struck]
        if name in DEDUCTING:
            for one in left:
                taken += Fraction(str(weight)) * one.won
        elif sum(one.of for one in left):
            hundredths = int(weight * 100)
            numerator += Fraction(sum(hundredths * one.won for one in left), sum(one.of for one in left))
            shares += hundredths
    return max(Fraction(0), numerator * 100 / shares - taken) if shares else None


some = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=5)


@given(st.dictionaries(st.sampled_from(list(Criterion)), some), st.data())
def test_a_score_is_what_another_way_of_counting_gives(found: Any, data: Any) -> None:
    cases = {
        name: [Case(f"{place}", won, max(won + more, 1)) for place, (won, more) in enumerate(rows)]
        for name, rows in found.items()
    }
    every = [(name, one.ref) for name, rows in cases.items() for one in rows]
    struck = set(data.draw(st.lists(st.sampled_from(every)))) if every else set()
    got = rules.total(WEIGHTS, cases, struck)
    assert got.score == naive(WEIGHTS, cases, struck)
    assert got.score is None or 0 <= got.score <= 100
    points = [one.points for one in got.lines if one.points is not None and one.criterion not in DEDUCTING]
    assert all(0 <= one <= 100 for one in points)


def test_what_has_no_case_is_scaled_away() -> None:
    cases = {Criterion.VERIFIED: [Case("a", 2, 3)], Criterion.YELLOW: [Case("b", 1, 1)] * 2}
    assert rules.total(WEIGHTS, cases).score == Fraction(200, 3) - 2
    assert rules.total(WEIGHTS, {Criterion.RED: [Case("b", 1, 1)]}).score is None
    assert rules.total(WEIGHTS, {**cases, Criterion.RED: [Case("c", 1, 1)] * 30}).score == 0


def test_a_case_that_was_struck_counts_neither_way() -> None:
    cases = {Criterion.VERIFIED: [Case("a", 0, 1), Case("b", 1, 1)]}
    assert rules.total(WEIGHTS, cases).score == 50
    assert rules.total(WEIGHTS, cases, {(Criterion.VERIFIED, "a")}).score == 100


@pytest.mark.parametrize("text", ["", "-1", "100.01", "101", "1.234", "二十", "1e1"])
def test_what_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="scorecard_weight_malformed"):
        rules.read_weight(text)


def test_weights_add_up_to_a_hundred() -> None:
    rules.check_weights(WEIGHTS)
    with pytest.raises(Refused, match="scorecard_weights_sum"):
        rules.check_weights({**WEIGHTS, Criterion.RATED: Decimal("15.01")})


@pytest.mark.parametrize(
    ("value", "told"), [(Fraction(200, 3), "66.67"), (Fraction(1, 200), "0.01"), (Fraction(-3), "-3.00"), (None, "--")]
)
def test_a_score_is_shown_with_two_places(value: Fraction | None, told: str) -> None:
    assert schemas.shown(value) == told


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2025-12-01", "2026-01-31", "scorecard_period_odd"),
        ("2026-02-01", "2026-01-31", "scorecard_period_odd"),
        ("2026-01-01", "2026-09-11", "scorecard_period_open"),
    ],
)
def test_a_period_lies_in_one_year_and_is_over(first: str, last: str, code: str) -> None:
    days = date.fromisoformat(first), date.fromisoformat(last)
    with pytest.raises(Refused, match=code):
        rules.check_period(*days, year=days[1].year, today=date(2026, 9, 11))
