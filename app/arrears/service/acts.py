"""What the verbs share: who acts, the one ledger entry, the notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.arrears.models import ArrearsCase
from app.arrears.rules.words import Words
from app.complaints.rules import Author
from app.kernel.errors import Conflict
from app.kernel.permissions import COMPLAINANT, Actor
from app.ledger import rules as proofs
from app.ledger import service as ledger
from app.notices import rules as audience
from app.notices import service as notices


@dataclass(frozen=True)
class Side:
    """Whose act it is. The creditor is nobody by name: `user` is empty then."""

    author: Author
    user: User | None = None

    @property
    def actor(self) -> Actor:
        """Who stands in the ledger."""
        return COMPLAINANT if self.author is Author.COMPLAINANT or self.user is None else self.user

    @property
    def by_id(self) -> int | None:
        """Who stands in the row."""
        return None if self.author is Author.COMPLAINANT or self.user is None else self.user.id


CREDITOR = Side(Author.COMPLAINANT)


def expect(case: ArrearsCase, seen: int | None) -> None:
    """Refuse where the page was made from another version than the one that lies here now."""
    if seen is not None and seen != case.version:
        raise Conflict("changed_meanwhile")


def touch(case: ArrearsCase) -> None:
    """Count a change of the book as one of the account: whoever read it before reads it anew."""
    case.version = case.version + 1


def record(case: ArrearsCase, verb: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """The entry of this act; facts never tell who complained."""
    ledger.record(f"arrears:{verb}", f"account:{case.number}", by=by, at=at, **facts)


def record_own(case: ArrearsCase, verb: str, said: Words, *, by: Side, at: datetime, **facts: Any) -> None:
    """The entry of an act of one's own: the digest of its words proves them on the receipt."""
    record(case, verb, by=by.actor, at=at, words=proofs.digest(proofs.canonical(said)), **facts)


def tell(case: ArrearsCase, kind: str, *, by: Author, at: datetime, department: bool = True) -> None:
    """Told to the other sides: the creditor, the office, the department where the account is open to it."""
    number, unit = case.number, case.complaint.department_id
    if by is not Author.COMPLAINANT:
        notices.tell(audience.case(number), kind, number, at=at)
    if by is not Author.OFFICE:
        notices.tell(audience.OFFICE, kind, number, at=at)
    if by is not Author.DEPARTMENT and department and unit is not None:
        notices.tell(audience.department(unit), kind, number, at=at)
