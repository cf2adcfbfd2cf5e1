"""Filings: which of them somebody may see, and the other parts of a case."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Select, false, select, true

from app.accounts.models import User
from app.kernel import clock, numbering
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role
from app.penalties import rules
from app.penalties.models import Decision, Filing
from app.penalties.queries.terms import terms
from app.workdays.models import Deadline

WHOLE_CITY = frozenset({Role.OVERSIGHT, Role.DISCIPLINE})


class Row(NamedTuple):
    """A filing as a list shows it: with its decision and the clock that runs."""

    filing: Filing
    decision: Decision | None
    clock: Deadline | None


def visible(to: User) -> Select[Filing]:
    """The filings that somebody may see: the office and the discipline all, a department's people their own."""
    asked = select(Filing)
    if to.role in WHOLE_CITY:
        return asked.where(true())
    return asked.where(Filing.department_id == to.department_id if to.department_id else false())


def by_number(number: str, *, to: User) -> Filing:
    """The filing with this number, if this user may see it. Raises `Missing`."""
    try:
        canonical = numbering.parse_number(number)
    except Refused:
        raise Missing("penalty_missing") from None
    found = db.session.scalar(visible(to).where(Filing.number == canonical))
    if found is None:
        raise Missing("penalty_missing")
    return found


def lock(number: str) -> None:
    """Keep a filing for this act alone: acts on one case wait for each other."""
    asked = select(Filing).where(Filing.number == number)
    db.session.scalar(asked.with_for_update(of=Filing).execution_options(populate_existing=True))


def filed_under(origin: str) -> Filing | None:
    """The filing that an act has made."""
    return db.session.scalar(select(Filing).where(Filing.origin == origin))


def parts(department_id: int, party_code: str, case_no: str, on: date, *, but: str = "") -> list[rules.Part]:
    """A department's other penalties of one case against one party around a day; what was dropped is no part."""
    asked = select(Filing).where(
        Filing.department_id == department_id,
        Filing.party_code == party_code,
        Filing.case_no == case_no,
        Filing.dropped_why == "",
    )
    others = [_part(found) for found in db.session.scalars(asked) if found.number != but]
    return rules.parts_of(others, on, terms(on).split_days)


def _part(filing: Filing) -> rules.Part:
    return rules.Part(filing.number, clock.day(filing.filed_at), filing.fine)


def rows(filings: Sequence[Filing]) -> list[Row]:
    """The filings with their decisions and running clocks."""
    ids, numbers = [one.id for one in filings], [one.number for one in filings]
    made = {one.filing_id: one for one in db.session.scalars(select(Decision).where(Decision.filing_id.in_(ids)))}
    running = select(Deadline).where(
        Deadline.subject.in_(numbers), Deadline.done_at.is_(None), Deadline.dropped_at.is_(None)
    )
    clocks = {one.subject: one for one in db.session.scalars(running.order_by(Deadline.due_on.desc()))}
    return [Row(one, made.get(one.id), clocks.get(one.number)) for one in filings]
