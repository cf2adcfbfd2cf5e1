"""How large a demo city is, which day it lives on, and how far its clock runs from the real one."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS_TOLD = 9
_DAYS_TOLD = 275


class Scale(StrEnum):
    SMALL = "small"
    FULL = "full"


class Size(NamedTuple):
    """How many enterprises, how many of them sign in, how many complaints besides those of the scenes."""

    enterprises: int
    accounts: int
    complaints: int


SIZES = {Scale.SMALL: Size(600, 10, 40), Scale.FULL: Size(60_000, 60, 620)}


def nine(on: date) -> datetime:
    """Nine o'clock in the morning of a day: when the city is entered."""
    return datetime.combine(on, time(9), SHANGHAI)


def offset(as_of: date, loaded_at: datetime) -> timedelta:
    """How far the demo clock runs from the real one: the city was loaded at nine o'clock of its day."""
    return nine(as_of) - loaded_at


def opening(as_of: date) -> date:
    """The day on which the city's story begins: about nine months before."""
    return as_of - timedelta(days=_DAYS_TOLD)
