"""The papers of a visit: put to a draft, taken out of it again; what was sent to the leader stays as it is."""

from datetime import datetime

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.files import Accepted
from app.ledger.service import record
from app.visits import queries, rules
from app.visits.models import Paper, Visit
from app.visits.service.drafting import lead

MOST = 5


def attach(visit: Visit, given: Accepted, *, by: User, at: datetime) -> Paper:
    """Put a file that was checked to a draft, up to five."""
    rules.after(visit.state, "revise")
    lead(visit, by)
    there = queries.papers(visit)
    if len(there) >= MOST:
        raise Refused("files_too_many", field="file", most=MOST)
    made = Paper(visit_id=visit.id, position=max((one.position for one in there), default=0) + 1, at=at)
    made.name, made.mime, made.size = given.name, given.mime, len(given.data)
    made.sha256, made.content = given.sha256, given.data
    visit.revised_at = at
    db.session.add(made)
    record("visit:attach", visit.number, by=by, at=at, position=made.position, digest=made.sha256)
    return made


def detach(visit: Visit, position: int, *, by: User, at: datetime) -> None:
    """Take a file out of a draft."""
    rules.after(visit.state, "revise")
    lead(visit, by)
    found = queries.paper(visit, position)
    digest = found.sha256
    visit.revised_at = at
    db.session.delete(found)
    record("visit:detach", visit.number, by=by, at=at, position=position, digest=digest)
