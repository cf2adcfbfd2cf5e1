"""What the `holidays` library knows: the notices it has read, and the holidays that the law fixes for any year."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import holidays
from holidays.countries.china import ChinaStaticHolidays

_IN_LIEU = re.compile(r"（补假.*）$")
_MOVED = "休息日"
_NEW_YEAR = "元旦"
_NOTES = re.compile(r"（推定）$|^农历")
_ONE_DAY = timedelta(days=1)


def announced_years() -> list[int]:
    """The years whose notice the library has read. It answers later years too, but without make-up days."""
    return sorted(ChinaStaticHolidays.special_public_holidays)


def statutory(year: int) -> dict[date, str]:
    """The holidays that law fixes for the year, lunar ones included, and the days given for those on a weekend."""
    return {day: _plain(name) for day, name in _answers(year).items() if not name.startswith(_MOVED)}


def notice(year: int) -> list[tuple[date, str, str]]:
    """The notice for the year as `(day, "holiday" or "makeup", name)`; it may name days of the December before.

    The library calls a moved day off only "day off": it gets the name of the holiday whose run it lies in;
    a run without one is 31 December, given for the new year that follows.
    """
    answers = _answers(year)
    off: dict[date, str] = {}
    for run in _runs(sorted(answers)):
        named = [_plain(answers[day]) for day in run if day in answers and not answers[day].startswith(_MOVED)]
        main = Counter([*named, _NEW_YEAR]).most_common(1)[0][0]
        for day in run:
            name = answers.get(day, _MOVED)
            off[day] = main if name.startswith(_MOVED) else _plain(name)
    worked = {date(*paid): off[date(year, *moved)] for moved, paid in _moves(year)}
    rows = [(day, "holiday", name) for day, name in off.items()]
    return sorted(rows + [(day, "makeup", name) for day, name in worked.items()])


def _answers(year: int) -> dict[date, str]:
    """The library's answer, every day once. Two holidays on one day come joined by a semicolon."""
    return dict(holidays.country_holidays("CN", years=year, language="zh_CN"))


def _plain(name: str) -> str:
    parts = {_NOTES.sub("", _IN_LIEU.sub("", part)): None for part in name.split("; ")}
    return "、".join(parts)


def _runs(days: list[date]) -> list[list[date]]:
    """Holidays joined into unbroken runs; a weekend inside a run belongs to it."""
    runs: list[list[date]] = []
    for day in days:
        gap = _gap(runs[-1][-1], day) if runs else None
        if gap is None:
            runs.append([day])
        else:
            runs[-1].extend([*gap, day])
    return runs


def _gap(last: date, day: date) -> list[date] | None:
    """The days between two holidays where all of them are a weekend's, else None."""
    between = [last + _ONE_DAY * n for n in range(1, (day - last).days)]
    return between if all(one.weekday() >= 5 for one in between) else None


def _moves(year: int) -> list[tuple[tuple[int, int], tuple[int, int, int]]]:
    """Each day off that was moved, and the weekend day that is worked for it."""
    rows: tuple[Any, ...] = ChinaStaticHolidays.special_public_holidays.get(year, ())
    moved = [row for row in rows if len(row) >= 4]
    return [((row[0], row[1]), (row[4] if len(row) > 4 else year, row[2], row[3])) for row in moved]
