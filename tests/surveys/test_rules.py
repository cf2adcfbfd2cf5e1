"""Codes, days, and above all: nothing that is hidden can be computed from what is shown."""

from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.surveys import rules
from app.surveys.rules import Known, State

LEAST = 5


def tables(codes: tuple[int, ...], departments: int) -> Any:
    """Every way in which so many people can answer: who voted, and how many of each group rated each department."""
    for used in product(*(range(size + 1) for size in codes)):
        sizes = list(product(*(range(size + 1) for size in used)))
        yield from ((sum(used), rated) for rated in product(sizes, repeat=departments))


def page(ballots: int, rated: Any, codes: tuple[int, ...], least: int) -> Any:
    """What the public page shows of them."""
    groups = [str(place) for place in range(len(codes))]
    table = {(key, group): (row[int(group)],) for key, row in enumerate(rated) for group in groups}
    shown = rules.published(table, range(len(rated)), groups, Known(ballots, codes, least))
    told = tuple((shown[key].total, bool(shown[key].groups)) for key in range(len(rated)))
    parts = tuple(tuple((shown[key].groups or {}).items()) for key in range(len(rated)))
    return (ballots if ballots >= least else None, told, parts)


@pytest.mark.parametrize(
    ("codes", "departments", "least"),
    [((2, 3), 2, 2), ((4, 4), 2, 2), ((1, 4), 2, 2), ((3, 5), 2, 2), ((2, 2, 2), 2, 2), ((5, 6), 1, 3), ((2, 2), 3, 2)],
)
def test_no_hidden_number_follows_from_a_page_whoever_knows_codes_and_rule(
    codes: tuple[int, ...], departments: int, least: int
) -> None:
    """The attacker tries every table that gives this very page: each hidden size keeps at least two values."""
    same: dict[Any, list[Any]] = defaultdict(list)
    for ballots, rated in tables(codes, departments):
        same[page(ballots, rated, codes, least)].append(rated)
    for (_ballots, told, parts), rated in same.items():
        for key in range(departments):
            if told[key][0] is None:
                assert len({sum(one[key]) for one in rated}) > 1
            if not parts[key]:
                for group in range(len(codes)):
                    assert len({one[key][group] for one in rated}) > 1, (told, parts, rated[:3])


def test_the_attacker_would_find_a_rule_that_hides_only_what_is_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof above can fail: with the complement forgotten it does."""
    monkeypatch.setattr("app.surveys.rules.suppressing._vague", lambda *_told: True)
    with pytest.raises(AssertionError):
        test_no_hidden_number_follows_from_a_page_whoever_knows_codes_and_rule((3, 5), 2, 2)


levels = st.tuples(*[st.integers(0, 6)] * 5)


@given(st.lists(st.tuples(levels, levels, levels), min_size=1, max_size=3), st.integers(0, 9))
def test_levels_of_a_hidden_group_are_not_solved_either(rated: Any, spare: int) -> None:
    """Integer bounds: what a group may have of a level, given the totals, is never one value but for unanimity."""
    groups = ["deputies", "members", "entrepreneurs"]
    table = {(key, group): counts for key, row in enumerate(rated) for group, counts in zip(groups, row, strict=True)}
    used = [max(sum(row[place]) for row in rated) for place in range(3)]
    codes = tuple(size + spare for size in used)
    shown = rules.published(table, range(len(rated)), groups, Known(sum(used), codes, LEAST))
    for key, row in enumerate(rated):
        total, own = shown[key]
        if own is not None:
            assert all(sum(counts) >= LEAST for counts in own.values())
            assert total == tuple(map(sum, zip(*own.values(), strict=True)))
        if total is not None:
            assert sum(total) >= LEAST
            assert total == tuple(map(sum, zip(*row, strict=True)))
            for place, count in enumerate(total):
                others = sum(total) - count
                assert own or not count or not others or count - max(0, count - min(codes)) >= 1, place


def test_one_group_alone_is_the_whole() -> None:
    for count, shown in ((4, None), (5, (5,))):
        known = Known(count, (9,), LEAST)
        assert rules.published({(1, "members"): (count,)}, [1], ["members"], known)[1] == (shown, None)


@pytest.mark.parametrize("text", ["", "7KQM-2WXA-9DT", "7KQM-2WXA-9DT0", "7KQM-2WXA-9DTI", "7KQM-2WXA-9DTRR"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="survey_code_unknown"):
        rules.parse_code(text)


def test_a_code_is_read_as_people_type_it() -> None:
    code = rules.new_code()
    assert rules.digest(code) == rules.digest(code.lower().replace("-", " ")) == rules.digest(f" {code} ")
    assert len({rules.new_code() for _ in range(500)}) == 500


def test_a_mean_is_exact() -> None:
    assert rules.mean((1, 1, 1, 0, 0)) == 4
    assert rules.mean((2, 0, 0, 0, 1)) == Fraction(11, 3)


@pytest.mark.parametrize(
    ("state", "today", "opened"),
    [
        (State.OPEN, "2026-08-31", False),
        (State.OPEN, "2026-09-01", True),
        (State.OPEN, "2026-09-30", True),
        (State.OPEN, "2026-10-01", False),
        (State.CLOSED, "2026-09-15", False),
    ],
)
def test_ballots_are_taken_from_the_first_day_to_the_last(state: State, today: str, opened: bool) -> None:
    told = (state, date(2026, 9, 1), date(2026, 9, 30))
    if opened:
        rules.check_open(*told, today=date.fromisoformat(today))
    else:
        with pytest.raises(Refused, match="survey_not_open"):
            rules.check_open(*told, today=date.fromisoformat(today))


def test_a_period_does_not_end_before_it_begins_or_before_today() -> None:
    for days, code in (((2, 1, 1), "survey_days_turned"), ((1, 2, 3), "survey_days_over")):
        first, last, today = (date(2026, 9, day) for day in days)
        with pytest.raises(Refused, match=code):
            rules.check_days(first, last, today=today)
