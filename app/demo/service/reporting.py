"""The reports of the story, each issued on a working day after its period; the public months (scene 16)."""

from datetime import datetime, time, timedelta
from functools import partial

from app.demo.rules.scale import SHANGHAI, opening
from app.demo.service.lives import Step
from app.demo.service.town import Town
from app.kernel import clock
from app.kernel.permissions import SYSTEM
from app.reports import rules, service
from app.reports.models import Report
from app.reports.rules import Kind, Period
from app.workdays import queries as workdays

_MONTHS_TOLD, _DAYS_LATER = 3, 2
_HOURS = {Kind.MONTHLY: time(9, 40), Kind.QUARTERLY: time(10, 20), Kind.HALF_YEAR: time(11, 10)}


def report(town: Town) -> tuple[list[Step], dict[str, str]]:
    """The steps: the last months, the last quarter, the last half-year; the numbers of the last ones once issued."""
    shown: dict[str, str] = {}
    told = [*rules.lately(Kind.MONTHLY, town.as_of, _MONTHS_TOLD), *_last(town)]
    steps = [Step(at, (9600, n), partial(_issue, town, shown, own, at)) for n, (own, at) in enumerate(_dated(told))]
    return [*(one for one in steps if clock.day(one.at) < town.as_of), *_closings(town)], shown


def _last(town: Town) -> list[Period]:
    kinds = (Kind.QUARTERLY, Kind.HALF_YEAR)
    return [rules.lately(kind, town.as_of, 1)[0] for kind in kinds if _begun(town, kind)]


def _begun(town: Town, kind: Kind) -> bool:
    return rules.lately(kind, town.as_of, 1)[0].last > opening(town.as_of)


def _dated(told: list[Period]) -> list[tuple[Period, datetime]]:
    """Each period with the instant at which its report is issued: two working days after its end."""
    calendar = workdays.calendar()
    days = [(own, calendar.after(own.last, _DAYS_LATER)) for own in told]
    return [(own, datetime.combine(day, _HOURS[own.kind], SHANGHAI)) for own, day in days]


def _issue(town: Town, shown: dict[str, str], own: Period, at: datetime, _key: bytes) -> None:
    made: Report = service.issue(own, by=town.office[0], at=at)
    shown[f"report_{own.kind}"] = made.number
    if own.kind is Kind.MONTHLY:
        service.release(made, by=town.office[0], at=at + timedelta(minutes=5))


def _closings(town: Town) -> list[Step]:
    """The public months, each counted when it is over."""
    month = rules.containing(Kind.MONTHLY, opening(town.as_of))
    found: list[Step] = []
    while month.last < town.as_of:
        at = clock.midnight(month.last + timedelta(days=1)) + timedelta(minutes=15)
        found.append(Step(at, (9700, len(found)), partial(_close, at)))
        month = month.after
    return found


def _close(at: datetime, _key: bytes) -> None:
    service.close_months(by=SYSTEM, at=at)
