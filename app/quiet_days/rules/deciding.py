"""Who decides: the leader in charge of the department on that day, or whom that leader has put in his place."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from app.departments.rules import Tenure
from app.kernel.errors import Forbidden, Refused


class Deputy(NamedTuple):
    """Who stands in for a leader from a day until another, both included; by user name."""

    leader: str
    deputy: str
    from_on: date
    until_on: date

    def covers(self, on: date) -> bool:
        """Whether the day lies in it."""
        return self.from_on <= on <= self.until_on


def in_charge(tenures: Iterable[Tenure], on: date) -> str | None:
    """The leader in charge of a department on a day, None where nobody is."""
    return next((one.leader for one in tenures if one.covers(on)), None)


def in_place_of(name: str, on: date, tenures: Iterable[Tenure], deputies: Iterable[Deputy]) -> str | None:
    """The leader as whom somebody decides on a day: themselves, or whom they stand in for; None where they may not.

    A deputy of a deputy is nobody's.
    """
    leader = in_charge(tenures, on)
    if leader is None or leader == name:
        return leader
    standing_in = any((one.leader, one.deputy) == (leader, name) and one.covers(on) for one in deputies)
    return leader if standing_in else None


def check_decider(name: str, applicant: str, *, on: date, tenures: Iterable[Tenure], deputies: Iterable[Deputy]) -> str:
    """The leader as whom somebody decides. Refuses whoever asked themselves, and whoever is not in charge."""
    if name == applicant:
        raise Refused("quiet_own_request", status=409)
    leader = in_place_of(name, on, tenures, deputies)
    if leader is None:
        raise Forbidden("quiet_not_in_charge")
    return leader


def check_deputy(new: Deputy, *, today: date) -> None:
    """Nobody stands in for themselves, for days gone by, or with an end before the beginning."""
    if new.leader == new.deputy:
        raise Refused("deputy_of_oneself", field="deputy")
    if new.from_on < today:
        raise Refused("deputy_in_the_past", field="from_on")
    if new.until_on < new.from_on:
        raise Refused("deputy_ends_before_it_begins", field="until_on")
