"""Looking at the inspectors: who there is, how certificates stand, who must not be sent where."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select

from app.accounts.models import User
from app.inspectors import rules
from app.inspectors.models import Account, Inspector, Recusal
from app.inspectors.rules import Standing
from app.kernel.db import db
from app.kernel.errors import Forbidden, Missing, Refused
from app.kernel.permissions import Role
from app.ledger import queries as ledger
from app.ledger.models import Entry
from app.policy import queries as policy

MOST_WORDS = 5
WARNING = "draw.certificate_warning"


class Filters(NamedTuple):
    """What narrows the list; None lets everything through. `standing` is judged on `on`."""

    text: str = ""
    department_id: int | None = None
    standing: Standing | None = None
    active: bool | None = None
    on: date = date.max


EVERYTHING = Filters()


def warn_days(on: date) -> int:
    """How many days before its end a certificate is shown as expiring; 0 where no rulebook is loaded."""
    row = policy.in_force(WARNING, on)
    return int(str(row.value)) if row else 0


def find(certificate_no: str) -> Inspector | None:
    """The inspector with this canonical number, None where there is none."""
    return db.session.scalar(select(Inspector).where(Inspector.certificate_no == certificate_no))


def by_certificate(number: str) -> Inspector:
    """The inspector with this number, written in any way that the rules read. Raises `Missing`."""
    try:
        found = find(rules.certificate_no(number))
    except Refused:
        found = None
    if found is None:
        raise Missing("inspector_missing")
    return found


def by_certificates(numbers: Iterable[str]) -> dict[str, Inspector]:
    """Those of these canonical numbers that are in the register."""
    asked = select(Inspector).where(Inspector.certificate_no.in_(list(numbers)))
    return {one.certificate_no: one for one in db.session.scalars(asked)}


def holder(user: User) -> Inspector | None:
    """Whose account this is, whatever has become of them since; None where it is nobody's."""
    return db.session.scalar(select(Inspector).join(Account).where(Account.user_id == user.id))


def of_user(user: User) -> Inspector | None:
    """The inspector who signs in with this account: active, and of the account's department; else None."""
    found = holder(user)
    return found if found and found.active and found.department_id == user.department_id else None


def may_edit(inspector: Inspector, user: User) -> bool:
    """The office may change everybody, a clerk the own department's people."""
    return user.role is Role.OVERSIGHT or (user.role is Role.CLERK and user.department_id == inspector.department_id)


def editable(number: str, *, to: User) -> Inspector:
    """The inspector, if this user may change them. Raises `Missing` and `Forbidden`."""
    found = by_certificate(number)
    if not may_edit(found, to):
        raise Forbidden("inspector_of_another_department")
    return found


def search(filters: Filters = EVERYTHING, *, limit: int = 50, offset: int = 0) -> Sequence[Inspector]:
    """The inspectors that the filters let through, by department, name and number."""
    return db.session.scalars(_ordered(filters).limit(limit).offset(offset)).all()


def count(filters: Filters = EVERYTHING) -> int:
    """How many inspectors `search` finds."""
    counted = select(func.count()).select_from(_fitting(filters).with_only_columns(Inspector.id).subquery())
    return db.session.scalar(counted) or 0


def counts(on: date) -> dict[Standing, int]:
    """How many of those who are active stand how on a day."""
    return {one: count(Filters(standing=one, active=True, on=on)) for one in Standing}


def export(filters: Filters = EVERYTHING) -> Iterator[Inspector]:
    """Everybody whom `search` finds."""
    yield from db.session.scalars(_ordered(filters))


def recusals(inspector: Inspector) -> Sequence[Recusal]:
    """To whom this inspector must not be sent, the latest first."""
    own = Recusal.inspector_id == inspector.id
    return db.session.scalars(select(Recusal).where(own).order_by(Recusal.from_on.desc(), Recusal.id.desc())).all()


def recusal(inspector: Inspector, recusal_id: int) -> Recusal:
    """One recusal of this inspector. Raises `Missing`."""
    found = db.session.get(Recusal, recusal_id)
    if found is None or found.inspector_id != inspector.id:
        raise Missing("recusal_missing")
    return found


def recused(on: date) -> set[tuple[int, int]]:
    """Every `(inspector, enterprise)` that must not meet on a day, by key."""
    open_then = or_(Recusal.until_on.is_(None), Recusal.until_on >= on)
    asked = select(Recusal.inspector_id, Recusal.enterprise_id).where(Recusal.from_on <= on, open_then)
    return {(inspector, enterprise) for inspector, enterprise in db.session.execute(asked)}


def history(inspector: Inspector) -> Sequence[Entry]:
    """What was done to the inspector, the latest first."""
    return list(reversed(ledger.of(f"inspector:{inspector.certificate_no}")))


def _ordered(filters: Filters) -> Select[Inspector]:
    return _fitting(filters).order_by(Inspector.department_id, Inspector.initials, Inspector.certificate_no)


def _fitting(filters: Filters) -> Select[Inspector]:
    asked = select(Inspector)
    for word in filters.text.split()[:MOST_WORDS]:
        asked = asked.where(_fits(word))
    if filters.department_id is not None:
        asked = asked.where(Inspector.department_id == filters.department_id)
    if filters.active is not None:
        asked = asked.where(Inspector.active.is_(filters.active))
    return asked if filters.standing is None else asked.where(*_stands(filters.standing, filters.on))


def _stands(standing: Standing, on: date) -> Iterator[ColumnElement[bool]]:
    """The same as `rules.standing`, in the database."""
    if standing is Standing.NOT_YET:
        yield Inspector.valid_from > on
        return
    yield Inspector.valid_from <= on
    if standing is Standing.EXPIRED:
        yield Inspector.valid_until < on
        return
    last = on + timedelta(days=warn_days(on))
    yield Inspector.valid_until >= on
    yield Inspector.valid_until <= last if standing is Standing.EXPIRING else Inspector.valid_until > last


def _fits(word: str) -> ColumnElement[bool]:
    """One word: a part of the name, of the section, of the number, or of the initials."""
    ways = [part.contains(word, autoescape=True) for part in (Inspector.name, Inspector.section)]
    ways.append(Inspector.certificate_no.contains(word.upper(), autoescape=True))
    if word.isascii() and word.isalnum():
        ways.append(Inspector.initials.contains(word.lower(), autoescape=True))
    return or_(*ways)
