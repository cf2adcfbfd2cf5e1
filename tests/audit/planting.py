"""Faults planted one by one in a clean city: through the services where they allow it, into the database where not.

To add one for a new check: write a function of the city here or in a module of your own, under `@plants("code")`, and
name the module in `MODULES` of `test_planting.py`. It changes what its check looks at and nothing else.
"""

from collections.abc import Callable
from datetime import date

from app.kernel.db import transaction
from app.quiet_days import service as quiet_days
from app.quiet_days.models import QuietDayRequest
from app.visits import service as visits
from app.visits.rules import State
from tests import make
from tests.audit.city import IN, ON_QUIET, STAY, City
from tests.visits.scene import AT, allow_emergencies

Plant = Callable[[City], None]
PLANTS: dict[str, Plant] = {}


def plants(code: str) -> Callable[[Plant], Plant]:
    """Register the fault that a check has to find."""

    def register(plant: Plant) -> Plant:
        PLANTS[code] = plant
        return plant

    return register


def approved(city: City, day: date) -> QuietDayRequest:
    """An approved request of a new enterprise for a quiet day, through the services."""
    request = city.requested(day, enterprise=make.enterprise(), at=AT)
    with transaction():
        quiet_days.approve(request, by=city.leader, at=AT)
    return request


def enter(city: City, request: QuietDayRequest) -> None:
    """The department goes in and out on the day that was approved."""
    visit, at = request.visit, AT.replace(day=request.visit.starts_on.day)
    with transaction():
        visits.check_in(visit, scanned=visit.enterprise.uscc, by=city.applicant, at=at)
    with transaction():
        visits.check_out(visit, by=city.applicant, at=at + STAY)


@plants("quiet_unapproved")
def quiet_unapproved(city: City) -> None:
    city.forced(ON_QUIET)


@plants("quiet_approved_late")
def quiet_approved_late(city: City) -> None:
    request = approved(city, date(2026, 9, 14))
    enter(city, request)
    with make.act():
        request.decided_at = AT.replace(day=14) + STAY


@plants("quiet_unfiled")
def quiet_unfiled(city: City) -> None:
    city.forced(ON_QUIET, covered=["2026-09-08"])


@plants("quiet_other_leader")
def quiet_other_leader(city: City) -> None:
    request = approved(city, date(2026, 9, 15))
    enter(city, request)
    with make.act():
        request.in_place_of_id = city.other.id


@plants("emergency_unjudged")
def emergency_unjudged(city: City) -> None:
    allow_emergencies()
    visit = city.draft(date(2026, 9, 11), enterprise=make.enterprise(), at=AT)
    with transaction():
        visits.enter_urgently(visit, reason="库区起火", by=city.applicant, at=AT)
    with transaction():
        visits.check_out(visit, by=city.applicant, at=AT + STAY)


@plants("no_pass")
def no_pass(city: City) -> None:
    city.forced(state=State.DRAFT, code=None)


@plants("registered_late")
def registered_late(city: City) -> None:
    city.forced(drafted_at=IN + STAY)


@plants("another_day")
def another_day(city: City) -> None:
    city.forced(starts_on=date(2026, 9, 23), ends_on=date(2026, 9, 24))


@plants("never_left")
def never_left(city: City) -> None:
    visit = city.registered(enterprise=make.enterprise(), at=AT)
    with transaction():
        visits.check_in(visit, scanned=visit.enterprise.uscc, by=city.applicant, at=IN)


@plants("sighting_unjoined")
def sighting_unjoined(city: City) -> None:
    firm = make.enterprise()
    with transaction():
        visits.report(enterprise=firm, place="", department=city.unit, words="三个人", origin="plant", at=AT)


@plants("lead_undated")
def lead_undated(city: City) -> None:
    city.forced(basis_on=date(2026, 9, 25))
