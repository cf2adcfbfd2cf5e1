"""When a visit is over: by the door's clock, or, where the network failed there, as the department says (补录)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from app.kernel import clock
from app.kernel.errors import Refused


class Stay(NamedTuple):
    """An entry at the door: in, and out again where they have left."""

    entered_at: datetime
    left_at: datetime | None


class Said(NamedTuple):
    """What the department says of a visit that the door could not record: from when to when, and why (补录)."""

    since: datetime
    until: datetime
    why: str


def ended_on(
    stays: Sequence[Stay], said: Said | None, *, days: tuple[date, date], at: datetime, most_days: int
) -> date:
    """The day on which the visit ended. Refuses one that is not over, and a back-entry that cannot be.

    A back-entry is for a visit that nobody entered by the door's clock; it names instants on the visit's own days that
    are past, at most `most_days` days ago (`visit.back_entry`). It is marked as such for good.
    """
    if said is not None:
        return _said(stays, said, days, at, most_days)
    if not stays:
        raise Refused("result_not_entered", status=409)
    left = [stay.left_at for stay in stays if stay.left_at is not None]
    if len(left) < len(stays):
        raise Refused("result_visit_not_over", status=409)
    return clock.day(max(left))


def _said(stays: Sequence[Stay], said: Said, days: tuple[date, date], at: datetime, most_days: int) -> date:
    if stays:
        raise Refused("back_entry_not_needed", status=409)
    _check_order(said, at)
    if not (days[0] <= clock.day(said.since) and clock.day(said.until) <= days[1]):
        raise Refused("back_entry_another_day", field="said_since", first=days[0], last=days[1])
    if clock.day(at) - clock.day(said.until) > timedelta(days=most_days):
        raise Refused("back_entry_late", field="said_until", most=most_days)
    return clock.day(said.until)


def _check_order(said: Said, at: datetime) -> None:
    if not said.why:
        raise Refused("required", field="said_why")
    if said.until < said.since:
        raise Refused("back_entry_disordered", field="said_until")
    if said.until > at:
        raise Refused("back_entry_to_come", field="said_until")
