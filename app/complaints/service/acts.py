"""What the verbs share: the state's move, the one ledger entry, the notices."""

from datetime import datetime
from typing import Any

from app.complaints import rules
from app.complaints.models import Complaint
from app.complaints.rules.words import Words
from app.kernel.errors import Conflict
from app.kernel.permissions import Actor
from app.ledger import rules as proofs
from app.ledger import service as ledger
from app.notices import rules as audience
from app.notices import service as notices


def move(complaint: Complaint, verb: str, *, at: datetime) -> None:
    """Bring the complaint into the state that the verb leads to; refused where the verb is not open."""
    state = rules.after(complaint.state, verb)
    if state is not complaint.state:
        complaint.state, complaint.state_since = state, at


def expect(complaint: Complaint, version: int | None) -> None:
    """Refuse where the page was made from another version than the one that lies here now."""
    if version is not None and version != complaint.version:
        raise Conflict("changed_meanwhile")


def record(complaint: Complaint, verb: str, *, by: Actor, at: datetime, **facts: Any) -> None:
    """The entry of this act; facts never tell who complained."""
    ledger.record(f"complaint:{verb}", complaint.number, by=by, at=at, **facts)


def record_own(complaint: Complaint, verb: str, said: Words, *, by: Actor, at: datetime, **facts: Any) -> None:
    """The entry of a complainant's own act: the words stay out of the ledger, their digest proves them."""
    if "files" in said:
        facts["files"] = said["files"]
    record(complaint, verb, by=by, at=at, words=proofs.digest(proofs.canonical(said)), **facts)


def tell_complainant(complaint: Complaint, kind: str, *, at: datetime, **facts: str | int) -> None:
    """Told to whoever may follow the case."""
    notices.tell(audience.case(complaint.number), kind, complaint.number, at=at, **facts)


def tell_department(complaint: Complaint, kind: str, *, at: datetime, **facts: str | int) -> None:
    """Told to the department that the case lies with, if any."""
    if complaint.department_id is not None:
        notices.tell(audience.department(complaint.department_id), kind, complaint.number, at=at, **facts)


def tell_office(complaint: Complaint, kind: str, *, at: datetime, **facts: str | int) -> None:
    """Told to the oversight office."""
    notices.tell(audience.OFFICE, kind, complaint.number, at=at, **facts)
