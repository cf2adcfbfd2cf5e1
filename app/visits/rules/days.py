"""Days of a visit: how they are written, which of them are quiet, which of those still need cover."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from app.kernel import parsing
from app.kernel.errors import Refused
from app.policy.rules import quiet_day_number
from app.visits.rules.states import LEADS, Basis, Shown, State

MOST_DAYS = 31
NEED_APPROVAL = "need_approval"
_TO = re.compile(r"\s*(?:[~～至到—–]|\bto\b)\s*")
_ONE_DAY = timedelta(days=1)
Window = Sequence[int]
Span = tuple[date, date]


def span(text: str) -> Span:
    """The first and the last day that somebody wrote: one day, or two with 至 between. At most a month."""
    parts = [parsing.day(part) for part in _TO.split(parsing.line(text))]
    if len(parts) > 2:
        raise Refused("date_malformed")
    first, last = parts[0], parts[-1]
    if last < first:
        raise Refused("visit_ends_before_it_begins", field="days")
    if (last - first).days >= MOST_DAYS:
        raise Refused("visit_too_long", field="days", most=MOST_DAYS)
    return first, last


def days(first: date, last: date) -> list[date]:
    """Every day of a visit, both ends included."""
    return [first + _ONE_DAY * number for number in range((last - first).days + 1)]


def is_quiet(day: date, window: Window) -> bool:
    """Whether a day is a quiet day (`quiet.days`): both ends of the window are."""
    return quiet_day_number(day, window) is not None


def quiet(wanted: Iterable[date], window: Window) -> list[date]:
    """Those of these days that are quiet days."""
    return [day for day in wanted if is_quiet(day, window)]


def to_cover(wanted: Iterable[date], window: Window, *, basis: Basis, leads: str) -> list[date]:
    """The days of a visit that somebody must approve: each quiet one, and of a lead where the rulebook says so.

    `leads` is the value of `quiet.case_leads`.
    """
    free = basis in LEADS and leads != NEED_APPROVAL
    return [] if free else quiet(wanted, window)


def later(first: date, last: date, window: Window) -> Span:
    """The same visit, as long, from the first day after the quiet ones. Refuses where there is no room for it."""
    start = first
    while is_quiet(start, window):
        start += _ONE_DAY
    moved = (start, start + (last - first))
    if quiet(days(*moved), window):
        raise Refused("visit_no_room_later", field="conditions")
    return moved


def check_entry(day: date, first: date, last: date, *, needed: Collection[date], covered: Collection[date]) -> None:
    """Somebody enters on a day: it is one of the visit's, and where it needs cover it has it."""
    if not first <= day <= last:
        raise Refused("visit_another_day", status=409, day=day, first=first, last=last)
    if day in needed and day not in covered:
        raise Refused("quiet_day_not_covered", status=409, day=day)


def shown(state: State, day: date, first: date, last: date) -> Shown:
    """What the page of a pass says on a day."""
    if state is State.EMERGENCY:
        return Shown.EMERGENCY
    if state is not State.REGISTERED:
        return Shown.CANCELLED
    if first <= day <= last:
        return Shown.VALID
    return Shown.NOT_TODAY if day < first else Shown.OVER
