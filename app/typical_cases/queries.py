"""Looking at typical cases: all of them for those who write and approve, those that stand for everybody."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, select

from app.accounts.models import User
from app.enterprises.models import Enterprise, FormerName
from app.kernel import numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.policy import queries as policy
from app.typical_cases.models import TypicalCase
from app.typical_cases.rules import State

LATELY, RULE = timedelta(days=1), "typical_case.most_days"


def last_day(on: date) -> date:
    """The last day that a case handed in on a day may be public."""
    return on + timedelta(days=int(str(policy.term(RULE, on).value)))


def every(limit: int = 200) -> Sequence[TypicalCase]:
    """All cases, the last drafted first."""
    return db.session.scalars(select(TypicalCase).order_by(TypicalCase.id.desc()).limit(limit)).all()


def get(key: int) -> TypicalCase:
    """The case with this key. Raises `Missing`."""
    found = db.session.get(TypicalCase, key)
    if found is None:
        raise Missing("typical_case_missing")
    return found


def drafted_with(mark: str, *, by: User, at: datetime) -> TypicalCase | None:
    """The case that this person drafted with this form within a day."""
    own = (TypicalCase.drafted_by_id == by.id, TypicalCase.drafted_at >= at - LATELY)
    return next(
        (one for one in db.session.scalars(select(TypicalCase).where(*own)) if ledger.done(mark, one.ref)), None
    )


def history(case: TypicalCase) -> Sequence[Entry]:
    """What was done to a case, the latest first."""
    return list(reversed(ledger.of(case.ref)))


def _standing(on: date) -> Select[TypicalCase]:
    return select(TypicalCase).where(TypicalCase.state == State.PUBLISHED, TypicalCase.until_on >= on)


def standing(on: date, *, limit: int = 50, offset: int = 0) -> Sequence[TypicalCase]:
    """The cases that are public on a day, the last published first."""
    return db.session.scalars(_standing(on).order_by(TypicalCase.number.desc()).limit(limit).offset(offset)).all()


def count(on: date) -> int:
    """How many cases are public on a day."""
    return db.session.scalar(select(func.count()).select_from(_standing(on).subquery())) or 0


def published(number: str) -> TypicalCase:
    """The case that was published under this number, one that stands no more too. Raises `Missing`."""
    try:
        plain = numbering.parse_number(number)
    except Refused:
        raise Missing("typical_case_missing") from None
    found = db.session.scalar(select(TypicalCase).where(TypicalCase.number == plain))
    if found is None:
        raise Missing("typical_case_missing")
    return found


def name_keys() -> Iterator[str]:
    """Every name of the directory, former ones too, as it is searched by."""
    for column in (Enterprise.name_key, FormerName.name_key):
        yield from db.session.scalars(select(column).execution_options(yield_per=5000))
