"""How large a demo city is, which day it lives on, and how far its clock runs from the real one."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.kernel.errors import Refused
from app.workdays import rules as workdays

SHANGHAI = ZoneInfo("Asia/Shanghai")
_DAYS_TOLD = 275
_BEGAN = date(workdays.MEASURES_YEAR, 5, 1)


class Scale(StrEnum):
    SMALL = "small"
    FULL = "full"


class Size(NamedTuple):
    """How many enterprises, how many of them sign in, how many complaints besides those of the scenes; how many items,
    inspectors, and records of other levels; how many results of visits, of these not public yet: in time, and too late.
    """

    enterprises: int
    accounts: int
    complaints: int
    items: int
    inspectors: int
    records: int
    results: int
    due: int
    late: int


SIZES = {
    Scale.SMALL: Size(600, 10, 40, 41, 120, 240, results=34, due=3, late=2),
    Scale.FULL: Size(60_000, 60, 620, 186, 1000, 6000, results=1940, due=22, late=13),
}


def nine(on: date) -> datetime:
    """Nine o'clock in the morning of a day: when the city is entered."""
    return datetime.combine(on, time(9), SHANGHAI)


def offset(as_of: date, loaded_at: datetime) -> timedelta:
    """How far the demo clock runs from the real one: the city was loaded at nine o'clock of its day."""
    return nine(as_of) - loaded_at


def opening(as_of: date) -> date:
    """The day on which the city's story begins: about nine months before."""
    return as_of - timedelta(days=_DAYS_TOLD)


def check_day(as_of: date) -> None:
    """The city lives on a working day of an announced year, its story after the measures began. Refuses any other."""
    year = as_of.year
    known = year in workdays.announced_years() and opening(as_of) >= _BEGAN
    days = (
        [workdays.Special(on, workdays.DayKind(kind), name) for on, kind, name in workdays.notice(year)]
        if known
        else []
    )
    if not known or not workdays.Calendar(days, [year]).is_working(as_of):
        raise Refused("demo_day", field="as_of", day=as_of.isoformat())
