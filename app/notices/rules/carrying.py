"""How a notice leaves the service: when, how often it is tried, what becomes of it (ux.md E-11, A-09)."""

from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.kernel import clock

HOLDER = "holder"
"""The recipient of what a case's complainant is told: who that is stands nowhere in a delivery."""
LEASE = timedelta(minutes=10)
WAITS = tuple(timedelta(minutes=n) for n in (1, 5, 30, 120, 300, 600, 360))
LOST_MOST = 2
OPENS, CLOSES = time(8), time(21)
AT_ONCE = frozenset({"YC", "NJ", "JC", "DB"})
"""The prefixes of cases in which nobody is to be found out by the hour of an act."""


class Carrier(StrEnum):
    MAIL = "mail"
    SMS = "sms"
    WEBHOOK = "webhook"


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    GIVEN_UP = "given_up"
    DROPPED = "dropped"


class End(StrEnum):
    """How one try ended. `unsure`: it left, and nobody knows whether it came; `refused`: it never will be taken."""

    TAKEN = "taken"
    FAILED = "failed"
    REFUSED = "refused"
    UNSURE = "unsure"


class Next(NamedTuple):
    """What becomes of a delivery after a try; `wait` is None where there is no further one."""

    state: DeliveryState
    wait: timedelta | None
    lost: int


def leaves_at(audience_kind: str, ref: str, carrier: Carrier, at: datetime) -> datetime:
    """The first instant at which a notice of `at` may leave.

    What a department is told of complaints leaves the next morning: it reads the day of an act, never its hour, and
    all of a day leave together. An SMS wakes nobody.
    """
    if audience_kind == "department" and ref[:2] not in AT_ONCE:
        return _morning(at, days=1)
    return _awake(at) if carrier is Carrier.SMS else at


def _awake(at: datetime) -> datetime:
    hour = clock.local(at).time()
    if hour < OPENS:
        return _morning(at, days=0)
    return at if hour < CLOSES else _morning(at, days=1)


def _morning(at: datetime, *, days: int) -> datetime:
    return clock.midnight(clock.day(at), days=days) + timedelta(hours=OPENS.hour)


def after(end: End, *, attempts: int, lost: int, carrier: Carrier) -> Next:
    """What follows a try. `attempts` counts this one; `lost` those before whose end nobody knows.

    A mail or an SMS that may have come is sent once more and no further. A webhook's receiver knows a repetition by
    its id, so it is tried like one that failed.
    """
    if end is End.TAKEN:
        return Next(DeliveryState.SENT, None, lost)
    if end is End.REFUSED:
        return Next(DeliveryState.GIVEN_UP, None, lost)
    lost += end is End.UNSURE
    if attempts > len(WAITS) or (lost >= LOST_MOST and carrier is not Carrier.WEBHOOK):
        return Next(DeliveryState.GIVEN_UP, None, lost)
    return Next(DeliveryState.WAITING, WAITS[attempts - 1], lost)
