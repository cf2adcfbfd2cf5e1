"""Working days without a database: `workday.count`, `workday.unknown` and where a deadline stands."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import Refused
from app.workdays import rules
from app.workdays.rules import Calendar, DayKind, Special, Standing

LENGTHS = (3, 7, 15, 20)
YEARS = range(2023, 2027)


def known() -> Calendar:
    notices = {
        year: [Special(on, DayKind(kind), name) for on, kind, name in rules.notice(year)]
        for year in rules.announced_years()
        if year in YEARS
    }
    return rules.merged(notices, 1)


CALENDAR = known()
days = st.dates(date(2022, 1, 1), date(2099, 11, 1))
lengths = st.integers(1, 60)


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2023-04-22", 3, "2023-04-25"),
        ("2023-04-28", 3, "2023-05-06"),
        ("2023-09-28", 7, "2023-10-13"),
        ("2023-01-19", 15, "2023-02-14"),
        ("2026-09-30", 7, "2026-10-15"),
        ("2026-12-10", 15, "2026-12-31"),
        ("2026-09-11", 3, "2026-09-16"),
        ("2026-09-11", 7, "2026-09-21"),
        ("2026-09-11", 15, "2026-10-09"),
        ("2026-09-11", 20, "2026-10-15"),
    ],
)
def test_the_dates_of_the_measures_are_counted_right(start: str, length: int, end: str) -> None:
    found = rules.due(date.fromisoformat(start), length, CALENDAR)
    assert (found.on, found.provisional) == (date.fromisoformat(end), False)


def test_every_start_day_of_four_years_agrees_with_a_second_library() -> None:
    first, last = date(2023, 1, 1), date(2026, 12, 31)
    worked = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    worked = [day for day in worked if chinese_calendar.is_workday(day)]
    compared = 0
    position = 0
    start = first
    while start <= last:
        while position < len(worked) and worked[position] <= start:
            position += 1
        for length in LENGTHS:
            if position + length - 1 < len(worked):
                assert rules.due(start, length, CALENDAR).on == worked[position + length - 1], (start, length)
                compared += 1
        start += timedelta(days=1)
    assert compared > 1461 * len(LENGTHS) - 100


def test_a_year_that_is_not_announced_is_provisional_and_does_not_fail() -> None:
    found = rules.due(date(2026, 12, 10), 20, CALENDAR)
    assert (found.on, found.provisional) == (date(2027, 1, 8), True)
    assert Special(date(2027, 1, 1), DayKind.HOLIDAY, "元旦") in [
        Special(day.on, day.kind, day.name) for day in found.days if day.provisional
    ]


def test_a_lunar_holiday_of_a_far_year_is_not_worked() -> None:
    assert CALENDAR.kind(date(2099, 1, 21)) is DayKind.HOLIDAY
    assert rules.due(date(2099, 1, 16), 3, CALENDAR).provisional


def test_without_any_notice_all_is_provisional() -> None:
    assert rules.due(date(2026, 9, 11), 3, Calendar()).provisional


@pytest.mark.parametrize("start", [date(2100, 12, 30), date(2101, 1, 1), date(9999, 12, 31), date(1949, 1, 1)])
def test_beyond_the_calendar_is_refused(start: date) -> None:
    with pytest.raises(Refused, match="calendar_out_of_reach"):
        rules.due(start, 20, CALENDAR)


@pytest.mark.parametrize("length", [0, -1, 1001])
def test_a_length_that_is_none_is_refused(length: int) -> None:
    with pytest.raises(Refused, match="deadline_length"):
        rules.due(date(2026, 9, 11), length, CALENDAR)


def test_each_day_is_told_with_its_name() -> None:
    told = {day.on: day for day in rules.due(date(2026, 9, 18), 7, CALENDAR).days}
    assert [told[date(2026, 9, day)].mark for day in (19, 20, 21)] == ["", "①", "②"]
    assert (told[date(2026, 9, 20)].kind, told[date(2026, 9, 20)].name) == (DayKind.MAKEUP, "国庆节")
    assert (told[date(2026, 9, 25)].kind, told[date(2026, 9, 25)].name) == (DayKind.HOLIDAY, "中秋节")
    assert told[date(2026, 9, 26)].kind is DayKind.WEEKEND
    assert not told[date(2026, 9, 26)].counted


def test_marks_go_on_where_the_circles_end() -> None:
    marks = [day.mark for day in rules.due(date(2024, 3, 1), 52, CALENDAR).days if day.counted]
    assert (marks[0], marks[19], marks[20], marks[35], marks[49], marks[50]) == ("①", "⑳", "㉑", "㊱", "㊿", "(51)")


@given(start=days, length=lengths)
def test_a_period_ends_on_a_working_day_and_counting_back_gives_its_length(start: date, length: int) -> None:
    found = rules.due(start, length, CALENDAR)
    assert CALENDAR.is_working(found.on)
    assert CALENDAR.between(start, found.on) == length
    assert sum(day.counted for day in found.days) == length


@given(start=days, later=st.integers(0, 30), length=lengths, longer=st.integers(0, 30))
def test_a_later_start_or_a_longer_period_never_ends_earlier(start: date, later: int, length: int, longer: int) -> None:
    end = rules.due(start, length, CALENDAR).on
    assert end <= rules.due(start + timedelta(days=later), length, CALENDAR).on
    assert end <= rules.due(start, length + longer, CALENDAR).on


@pytest.mark.parametrize(
    ("today", "ended", "dropped", "standing"),
    [
        ("2026-09-17", None, False, Standing.ON_TRACK),
        ("2026-09-18", None, False, Standing.ON_TRACK),
        ("2026-09-19", None, False, Standing.ON_TRACK),
        ("2026-09-20", None, False, Standing.DUE_SOON),
        ("2026-09-21", None, False, Standing.DUE_SOON),
        ("2026-09-22", None, False, Standing.OVERDUE),
        ("2026-09-22", "2026-09-21", False, Standing.MET),
        ("2026-09-23", "2026-09-22", False, Standing.MISSED),
        ("2026-09-23", "2026-09-21", True, Standing.DROPPED),
        ("2026-09-23", "2026-09-22", True, Standing.MISSED),
    ],
)
def test_where_a_deadline_stands(today: str, ended: str | None, dropped: bool, standing: Standing) -> None:
    """Due on Monday 2026-09-21; Sunday the 20th is a make-up working day, so Saturday is not yet the eve."""
    done_on = date.fromisoformat(ended) if ended else None
    assert rules.standing(date(2026, 9, 21), done_on, dropped, date.fromisoformat(today), CALENDAR) is standing


@pytest.mark.parametrize(
    ("today", "left"), [("2026-09-18", 2), ("2026-09-20", 1), ("2026-09-21", 0), ("2026-09-22", -1), ("2026-09-28", -4)]
)
def test_days_left_are_working_days(today: str, left: int) -> None:
    assert rules.days_left(date(2026, 9, 21), date.fromisoformat(today), CALENDAR) == left


def test_the_notice_of_a_year_may_name_december_before_it() -> None:
    notices = {
        2022: [Special(date(2022, 1, 1), DayKind.HOLIDAY, "元旦")],
        2023: [Special(date(2022, 12, 31), DayKind.HOLIDAY, "元旦")],
    }
    assert rules.merged(notices, 1).kind(date(2022, 12, 31)) is DayKind.HOLIDAY


@pytest.mark.parametrize("year", range(2002, 2027))
def test_every_notice_of_the_library_reads_and_passes(year: int) -> None:
    listed = [Special(on, DayKind(kind), name) for on, kind, name in rules.notice(year)]
    assert rules.checked(year, listed) == listed
    assert all(rules.decoded(rules.encoded(day)) == day for day in listed)


NEW_YEAR = Special(date(2027, 1, 1), DayKind.HOLIDAY, "元旦")


@pytest.mark.parametrize(
    ("listed", "code"),
    [
        ([], "calendar_empty"),
        ([NEW_YEAR, NEW_YEAR], "calendar_day_twice"),
        ([NEW_YEAR._replace(on=date(2028, 1, 1))], "calendar_wrong_year"),
        ([NEW_YEAR._replace(on=date(2026, 11, 30))], "calendar_wrong_year"),
        ([NEW_YEAR._replace(kind=DayKind.MAKEUP)], "calendar_makeup_on_weekday"),
        ([NEW_YEAR._replace(name="")], "calendar_name_length"),
        ([NEW_YEAR._replace(name="长" * 41)], "calendar_name_length"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(listed: list[Special], code: str) -> None:
    with pytest.raises(Refused, match=code):
        rules.checked(2027, listed)


def test_a_notice_for_a_year_out_of_reach_is_refused() -> None:
    with pytest.raises(Refused, match="calendar_out_of_reach"):
        rules.checked(2101, [NEW_YEAR])


def test_statutory_holidays_that_a_notice_forgets_are_named() -> None:
    forgotten = {day.name for day in rules.unlisted(2027, [NEW_YEAR])}
    assert {"春节", "清明节", "端午节", "中秋节", "国庆节"} <= forgotten
    assert "元旦" not in forgotten


def test_a_year_is_laid_out_in_months_and_weeks() -> None:
    months = rules.months(2026, CALENDAR)
    assert [len(month.weeks[0]) for month in months] == [7] * 12
    assert sum(cell is not None for month in months for week in month.weeks for cell in week) == 365
    october = {cell.on.day: cell.kind for week in months[9].weeks for cell in week if cell}
    assert (october[7], october[10], october[11]) == (DayKind.HOLIDAY, DayKind.MAKEUP, DayKind.WEEKEND)
    assert sum(month.working for month in months) == CALENDAR.between(date(2025, 12, 31), date(2026, 12, 31))


def test_holidays_are_listed_as_runs_with_their_make_up_days() -> None:
    found = {holiday.name: holiday for holiday in rules.holidays(2026, CALENDAR)}
    national = found["国庆节"]
    assert national.off == [(date(2026, 10, 1), date(2026, 10, 7))]
    assert national.makeup == [date(2026, 9, 20), date(2026, 10, 10)]
    assert [holiday.name for holiday in rules.holidays(2026, CALENDAR)][-1] == "国庆节"
