"""How long a published penalty stands, when it can be repaired, and of what an enterprise is reminded (item 65)."""

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Stand(StrEnum):
    """`shown`: nothing to be done yet; `repairable`: an application is possible; `over`: it is to be taken down."""

    SHOWN = "shown"
    REPAIRABLE = "repairable"
    OVER = "over"


class Reminder(StrEnum):
    REPAIRABLE = "credit_repairable"
    ENDING = "credit_ending"


class Span(NamedTuple):
    """From which day repair can be applied for, and the day on which it stops being shown by itself."""

    repair_from: date
    ends_on: date


def months_after(day: date, months: int) -> date:
    """The same day so many months later; where that month has no such day, its last one (Civil Code, art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def span(published_on: date, *, years: int, months: int) -> Span:
    """What follows from the day of publication: shown for `years`, repairable after `months`."""
    return Span(months_after(published_on, months), months_after(published_on, 12 * years))


def stand(found: Span, today: date) -> Stand:
    """How it stands on a day. The day on which it ends is no longer one of it."""
    if today >= found.ends_on:
        return Stand.OVER
    return Stand.REPAIRABLE if today >= found.repair_from else Stand.SHOWN


def due(found: Span, today: date, *, days: int) -> list[Reminder]:
    """Of what the enterprise is to have been reminded by today; nothing once it is over."""
    if today >= found.ends_on:
        return []
    begins = {Reminder.REPAIRABLE: found.repair_from, Reminder.ENDING: found.ends_on - timedelta(days=days)}
    return [reminder for reminder, since in begins.items() if today >= since]
