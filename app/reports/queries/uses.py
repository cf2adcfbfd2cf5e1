"""How the complaint form is used: what is kept of a month once it can change no more, and what is told of it."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import exists, select

from app.complaints import queries as complaints
from app.complaints.rules import FILED, Use, median
from app.kernel.db import db
from app.reports import rules
from app.reports.models import PublicMonth
from app.reports.queries.drafting import few
from app.reports.queries.series import months
from app.reports.rules import Atom, Period, Value

COMPLETED, MINUTES = "form_completed", "form_minutes"


def closed(month: Period) -> bool:
    """Whether the public figures of a month were counted."""
    return bool(db.session.scalar(select(exists().where(PublicMonth.first_on == month.first))))


def used(month: Period) -> dict[str, Value]:
    """What is kept of the forms that were begun in a month: those filed, and how many in each step of minutes.

    A count that was lost may be one of a beginning: of those filed each was begun.
    """
    found = complaints.form_uses(month.first)
    filed = sum(found.get(step, 0) for step in FILED)
    told = {COMPLETED: Value(filed, max(filed, found.get(Use.BEGUN, 0)))}
    return told | {_kept(step): Value(found.get(step, 0)) for step in FILED}


def _kept(step: Use) -> str:
    return f"{MINUTES}:{step}"


def completion(*, at: datetime) -> list[Atom]:
    """Of the forms begun in whole months the share that was filed."""
    return rules.atoms(months().get(COMPLETED, ()), few(at))


def minutes(*, at: datetime) -> list[tuple[Atom, Use]]:
    """The step of minutes in which the median lies, of months of which enough forms are told to be filed."""
    found = months()
    counts = {step: {first: value.numerator for first, value in found.get(_kept(step), ())} for step in FILED}
    begun = [one for one in completion(at=at) if one.value.weight]
    told = [(one, median(_within(one, counts))) for one in rules.runs(begun, few(at))]
    return [(one, step) for one, step in told if step is not None]


def _within(one: Atom, counts: Mapping[Use, Mapping[date, int]]) -> dict[Use, int]:
    return {step: sum(own[first] for first in own if one.first <= first <= one.last) for step, own in counts.items()}
