"""Exempt for five years, once a year for a line: yes, no, or unknown, and never no for unknown."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.departments.rules import Level
from app.lookbacks import rules
from app.lookbacks.rules import Answer, Past, Record, Terms

DAY = date(2026, 9, 11)
TERMS = Terms(5, 5, frozenset({"A"}))
LONG_AGO, START = date(2000, 1, 1), date(2021, 9, 11)
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def record(on: date, line: str = "市场监管", level: Level = Level.PREFECTURE) -> Record:
    return Record(on, "益阳市市场监管局", line, level)


VISITED = Past([record(date(2024, 3, 12))], None)
CLEAN = Past([], LONG_AGO)


@pytest.mark.parametrize(
    ("grade", "visits", "penalties", "answer", "parts"),
    [
        ("A", VISITED, CLEAN, YES, (YES, YES, YES)),
        ("B", VISITED, CLEAN, NO, (NO, YES, YES)),
        (None, VISITED, CLEAN, UNKNOWN, (UNKNOWN, YES, YES)),
        ("A", VISITED, Past([], None), UNKNOWN, (YES, UNKNOWN, YES)),
        ("A", VISITED, Past([], START), YES, (YES, YES, YES)),
        ("A", VISITED, Past([], START + timedelta(days=1)), UNKNOWN, (YES, UNKNOWN, YES)),
        ("A", VISITED, Past([record(date(2022, 1, 1))], None), NO, (YES, NO, YES)),
        ("A", VISITED, Past([record(date(2021, 9, 10))], LONG_AGO), YES, (YES, YES, YES)),
        ("A", VISITED, Past([record(START)], LONG_AGO), NO, (YES, NO, YES)),
        ("A", Past([], None), CLEAN, UNKNOWN, (YES, YES, UNKNOWN)),
        ("A", Past([], START), CLEAN, NO, (YES, YES, NO)),
        ("A", Past([], START + timedelta(days=1)), CLEAN, UNKNOWN, (YES, YES, UNKNOWN)),
        ("A", Past([record(START)], None), CLEAN, YES, (YES, YES, YES)),
        ("A", Past([record(date(2021, 9, 10))], None), CLEAN, UNKNOWN, (YES, YES, UNKNOWN)),
        ("A", Past([record(date(2021, 9, 10))], LONG_AGO), CLEAN, NO, (YES, YES, NO)),
        ("A", Past([record(DAY + timedelta(days=1))], LONG_AGO), CLEAN, NO, (YES, YES, NO)),
        (None, Past([], LONG_AGO), CLEAN, NO, (UNKNOWN, YES, NO)),
        (None, Past([], None), Past([], None), UNKNOWN, (UNKNOWN, UNKNOWN, UNKNOWN)),
    ],
)
def test_exempt_is_who_is_trustworthy_unpunished_and_visited(
    grade: str | None, visits: Past, penalties: Past, answer: Answer, parts: tuple[Answer, ...]
) -> None:
    found = rules.exempt(grade, visits=visits, penalties=penalties, day=DAY, terms=TERMS)
    assert found.answer is answer
    assert tuple(part.answer for part in found.parts) == parts
    assert [part.name for part in found.parts] == ["grade", "penalties", "visits"]


def test_the_evidence_is_the_last_visit_and_the_day_to_which_it_exempts() -> None:
    last = record(date(2026, 3, 12))
    visits = Past([record(date(2023, 1, 1)), last, record(date(2025, 5, 5))], None)
    found = rules.exempt("A", visits=visits, penalties=CLEAN, day=DAY, terms=TERMS)
    assert (found.since, found.until, found.parts[2].record) == (last.on, date(2031, 3, 12), last)
    nothing = rules.exempt("A", visits=Past([], None), penalties=CLEAN, day=DAY, terms=TERMS)
    assert (nothing.since, nothing.until, nothing.parts[2].needed_since) == (None, None, START)


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2026, 9, 11), date(2021, 9, 11)),
        (date(2028, 2, 29), date(2023, 3, 1)),
        (date(2029, 2, 28), date(2024, 2, 28)),
    ],
)
def test_the_window_begins_on_the_same_day_years_ago(day: date, start: date) -> None:
    assert rules.window_start(day, 5) == start


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(1, 10))
def test_a_visit_exempts_to_its_anniversary_and_not_a_day_longer(on: date, years: int) -> None:
    last = rules.anniversary(on, years)
    assert rules.window_start(last, years) <= on < rules.window_start(last + timedelta(days=1), years)


ALL = {(level, ""): date(2021, 1, 1) for level in Level}


@pytest.mark.parametrize(
    ("declared", "everybody", "line"),
    [
        ({}, None, None),
        (ALL, date(2021, 1, 1), date(2021, 1, 1)),
        ({key: since for key, since in ALL.items() if key[0] is not Level.TOWN}, None, None),
        ({**ALL, (Level.TOWN, ""): None}, None, None),
        ({**ALL, (Level.TOWN, ""): date(2024, 1, 1)}, date(2024, 1, 1), date(2024, 1, 1)),
        ({**ALL, (Level.TOWN, "市场监管"): date(2025, 1, 1)}, date(2025, 1, 1), date(2025, 1, 1)),
        ({**ALL, (Level.TOWN, "消防"): None}, None, date(2021, 1, 1)),
        ({(level, "市场监管"): date(2022, 1, 1) for level in Level}, None, date(2022, 1, 1)),
    ],
)
def test_completeness_needs_every_level(declared: Any, everybody: date | None, line: date | None) -> None:
    assert rules.since_of_all(declared) == everybody
    assert rules.since_of_line(declared, "市场监管") == line


@pytest.mark.parametrize(
    ("line", "visits", "since", "most", "answer"),
    [
        ("市场监管", [record(date(2026, 5, 1))], None, 1, YES),
        ("市场监管", [record(date(2026, 5, 1))], LONG_AGO, 2, NO),
        ("市场监管", [record(date(2026, 5, 1)), record(date(2026, 6, 1))], None, 2, YES),
        ("市场监管", [record(date(2025, 12, 31))], date(2026, 1, 1), 1, NO),
        ("市场监管", [], date(2026, 1, 1), 1, NO),
        ("市场监管", [], date(2026, 1, 2), 1, UNKNOWN),
        ("市场监管", [], None, 1, UNKNOWN),
        ("市场监管", [record(date(2026, 5, 1), "消防")], LONG_AGO, 1, NO),
        ("市场监管", [record(date(2026, 5, 1), "")], LONG_AGO, 1, UNKNOWN),
        ("市场监管", [record(date(2026, 5, 1), "")], LONG_AGO, 2, NO),
        ("", [record(date(2026, 5, 1), "")], LONG_AGO, 1, UNKNOWN),
        ("", [], LONG_AGO, 1, UNKNOWN),
    ],
)
def test_a_second_visit_of_a_line_in_a_year_is_seen_whatever_the_level(
    line: str, visits: list[Record], since: date | None, most: int, answer: Answer
) -> None:
    assert rules.repeat_in_year(line, 2026, visits, complete_since=since, most=most).answer is answer


def test_the_evidence_of_a_repeat_is_the_visits_themselves() -> None:
    one, other = record(date(2026, 1, 1)), record(date(2026, 2, 2), "")
    found = rules.repeat_in_year("市场监管", 2026, [one, other], complete_since=None)
    assert found == rules.Repeat(YES, (one,))
    assert rules.repeat_in_year("市场监管", 2026, [other], complete_since=LONG_AGO).visits == (other,)


DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))
RECORDS = st.lists(st.builds(record, DAYS, st.sampled_from(["市场监管", "消防", ""])), max_size=4)
SINCE = st.none() | DAYS


@given(st.sampled_from([None, "A", "B"]), RECORDS, SINCE, RECORDS, SINCE, RECORDS)
def test_more_records_never_turn_a_no_for_want_of_records_into_a_yes_that_was_told_wrong(
    grade: str | None, visits: list[Record], since: date | None, penalties: list[Record], clean: date | None, more: Any
) -> None:
    """Records from before the day of completeness may turn up later: a no or yes that was told must stand."""
    told = rules.exempt(grade, visits=Past(visits, since), penalties=Past(penalties, clean), day=DAY, terms=TERMS)
    late = [one for one in more if since is None or one.on < since]
    later = rules.exempt(
        grade, visits=Past([*visits, *late], since), penalties=Past(penalties, clean), day=DAY, terms=TERMS
    )
    assert told.answer in {later.answer, UNKNOWN}
    hidden = [one for one in more if clean is None or one.on < clean]
    later = rules.exempt(
        grade, visits=Past(visits, since), penalties=Past([*penalties, *hidden], clean), day=DAY, terms=TERMS
    )
    assert told.answer in {later.answer, UNKNOWN}


@given(RECORDS, SINCE, RECORDS)
def test_a_no_about_a_line_stands_whatever_turns_up_from_before(visits: Any, since: date | None, more: Any) -> None:
    told = rules.repeat_in_year("市场监管", 2026, visits, complete_since=since)
    late = [one for one in more if since is None or one.on < since]
    later = rules.repeat_in_year("市场监管", 2026, [*visits, *late], complete_since=since)
    assert told.answer in {later.answer, UNKNOWN}
