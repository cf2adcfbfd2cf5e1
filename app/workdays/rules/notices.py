"""A year's notice as lines: what it may say, and how it is written down."""

from collections.abc import Iterable
from datetime import date

from app.kernel.errors import Refused
from app.workdays.rules.calendar import FIRST_YEAR, LAST_YEAR, DayKind, Special
from app.workdays.rules.library import statutory

_KINDS = {
    "holiday": DayKind.HOLIDAY,
    "makeup": DayKind.MAKEUP,
    "休": DayKind.HOLIDAY,
    "放假": DayKind.HOLIDAY,
    "休息": DayKind.HOLIDAY,
    "节假日": DayKind.HOLIDAY,
    "班": DayKind.MAKEUP,
    "上班": DayKind.MAKEUP,
    "调休": DayKind.MAKEUP,
    "调休上班": DayKind.MAKEUP,
    "工作日": DayKind.MAKEUP,
}
NAME_LENGTH = 40


def kind_of(word: str) -> DayKind:
    """The kind that a word of a file stands for: 休 or 班, and their usual other words. Refuses others."""
    found = _KINDS.get(word.strip().lower())
    if found is None:
        raise Refused("calendar_kind_unknown", word=word[:NAME_LENGTH])
    return found


def checked(year: int, days: Iterable[Special]) -> list[Special]:
    """The notice for `year`, in order of days. Refuses an empty one, a wrong year, a day twice, a pointless make-up.

    The December before the year belongs to the notice too.
    """
    listed = sorted(days)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused("calendar_out_of_reach", field="year", first=FIRST_YEAR, last=LAST_YEAR)
    if not listed:
        raise Refused("calendar_empty", field="lines", year=year)
    seen: set[date] = set()
    for day in listed:
        _check_day(year, day)
        if day.on in seen:
            raise Refused("calendar_day_twice", field="lines", day=day.on)
        seen.add(day.on)
    return listed


def _check_day(year: int, day: Special) -> None:
    if day.on.year != year and (day.on.year, day.on.month) != (year - 1, 12):
        raise Refused("calendar_wrong_year", field="lines", day=day.on, year=year)
    if day.kind is DayKind.MAKEUP and day.on.weekday() < 5:
        raise Refused("calendar_makeup_on_weekday", field="lines", day=day.on)
    if not 1 <= len(day.name) <= NAME_LENGTH:
        raise Refused("calendar_name_length", field="lines", day=day.on, most=NAME_LENGTH)


def unlisted(year: int, days: Iterable[Special]) -> list[Special]:
    """Statutory holidays that the notice does not give off: a warning that lines are missing, not a refusal."""
    off = {day.on for day in days if day.kind is DayKind.HOLIDAY}
    return [Special(on, DayKind.HOLIDAY, name) for on, name in sorted(statutory(year).items()) if _is_missing(on, off)]


def _is_missing(on: date, off: set[date]) -> bool:
    return on not in off and on.weekday() < 5


def encoded(day: Special) -> str:
    """`2027-01-01,holiday,元旦`."""
    return f"{day.on.isoformat()},{day.kind},{day.name}"


def shown(day: Special) -> str:
    """`2027-01-01,休,元旦`: as a person writes it."""
    return f"{day.on.isoformat()},{'休' if day.kind is DayKind.HOLIDAY else '班'},{day.name}"


def decoded(line: str) -> Special:
    """The day of a line that `encoded` wrote."""
    on, kind, name = line.split(",", 2)
    return Special(date.fromisoformat(on), DayKind(kind), name)
