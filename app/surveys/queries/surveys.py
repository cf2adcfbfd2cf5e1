"""Surveys, their codes, and how many were used. Before the end nothing tells how anybody answered."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, or_, select

from app.accounts.models import User
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.surveys import rules
from app.surveys.models import Batch, Code, Survey
from app.surveys.rules import State

LATELY = timedelta(days=1)
CAST = "survey:cast"


class Progress(NamedTuple):
    """Codes that count, codes that were used, and ballots that the ledger has: the last two are the same."""

    issued: int
    used: int
    casts: int


def every() -> Sequence[Survey]:
    """All surveys, the latest first."""
    return db.session.scalars(select(Survey).order_by(Survey.id.desc())).all()


def by_number(number: str, *, lock: bool = False) -> Survey:
    """The survey with this number. Raises `Missing`; `lock` keeps it for this act alone."""
    try:
        canonical = numbering.parse_number(number)
    except Refused:
        raise Missing("survey_missing") from None
    asked = select(Survey).where(Survey.number == canonical)
    found = db.session.scalar(asked.with_for_update().execution_options(populate_existing=True) if lock else asked)
    if found is None:
        raise Missing("survey_missing")
    return found


def publics() -> Sequence[Survey]:
    """The closed surveys, the latest first: what anybody sees."""
    return db.session.scalars(select(Survey).where(Survey.state == State.CLOSED).order_by(Survey.id.desc())).all()


def public(number: str) -> Survey:
    """A closed survey. Raises `Missing`, for one that is not closed as well."""
    found = by_number(number)
    if found.state is not State.CLOSED:
        raise Missing("survey_missing")
    return found


def batches(survey: Survey) -> Sequence[Batch]:
    """The codes of a survey as they were printed."""
    return db.session.scalars(select(Batch).where(Batch.survey_id == survey.id).order_by(Batch.id)).all()


def code(text: str) -> Code | None:
    """The code that somebody typed, None where there is none or it was voided unused."""
    try:
        found = db.session.get(Code, rules.digest(text))
    except Refused:
        return None
    return None if found is None or (found.batch.voided_at and found.used_on is None) else found


def progress(survey: Survey) -> Progress:
    """How many codes count, how many were used, how many ballots the ledger has."""
    used = select(func.count()).select_from(Code).where(Code.survey_id == survey.id, Code.used_on.is_not(None))
    return Progress(sum(issued(survey).values()), db.session.scalar(used) or 0, casts(survey))


def issued(survey: Survey) -> dict[str, int]:
    """How many codes count, by group: those that were voided unused do not."""
    counts = or_(Code.used_on.is_not(None), Batch.voided_at.is_(None))
    asked = select(Batch.group, func.count()).join(Code, Code.batch_id == Batch.id)
    found = db.session.execute(asked.where(Batch.survey_id == survey.id, counts).group_by(Batch.group))
    return dict.fromkeys(survey.groups, 0) | {str(group): count for group, count in found}


def casts(survey: Survey) -> int:
    """How many ballots the ledger has of a survey."""
    asked = select(func.count()).select_from(Entry).where(Entry.ref == survey.number, Entry.verb == CAST)
    return db.session.scalar(asked) or 0


def history(survey: Survey) -> list[Entry]:
    """What the office did, the latest first; ballots are only counted."""
    return [entry for entry in ledger.of(survey.number) if entry.verb != CAST][::-1]


def opened_with(mark: str, *, by: User, at: datetime) -> str:
    """The number of the survey that this person opened with this form within a day; empty where none."""
    own = (Survey.opened_by == by.id, Survey.opened_at >= at - LATELY)
    numbers = db.session.scalars(select(Survey.number).where(*own))
    return next((number for number in numbers if ledger.done(mark, number)), "")
