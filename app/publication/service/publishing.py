"""A result is made public: the allowed columns are copied, and each channel is to be told."""

from datetime import datetime

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden
from app.ledger.service import record
from app.publication.models import ChannelRecord, Publication
from app.publication.rules import Channel, Purpose
from app.results.models import Result
from app.visits.rules import Basis


def publish(result: Result, *, by: User, at: datetime) -> Publication:
    """Make a result public. Refuses another department's, and one that is public or was."""
    visit = result.visit
    if by.department_id != visit.department_id:
        raise Forbidden("result_of_others")
    if db.session.get(Publication, result.visit_id) is not None:
        raise Conflict("publication_made")
    made = Publication(visit_id=result.visit_id, number=visit.number, kind=result.kind, ended_on=result.ended_on)
    made.enterprise_id, made.enterprise, made.uscc = visit.enterprise_id, visit.enterprise.name, visit.enterprise.uscc
    made.department_id, made.department = visit.department_id, visit.department.name
    made.basis, made.task = visit.basis, visit.basis_ref if visit.basis is Basis.TASK else ""
    made.items = [one.item.name for one in result.findings]
    made.kinds = [one.kind.value for one in result.findings]
    made.published_on, made.published_at, made.published_by_id = clock.day(at), at, by.id
    db.session.add(made)
    db.session.flush()
    db.session.add_all(ask(made, channel, Purpose.PUBLISH, at) for channel in Channel)
    record("publication:publish", made.number, by=by, at=at, kind=made.kind, channels=list(Channel))
    return made


def ask(
    publication: Publication, channel: Channel, purpose: Purpose, at: datetime, correction: int = 0
) -> ChannelRecord:
    """A record of what a channel is asked for; `correction` is the position of the one that it is to take over."""
    wanted = {"visit_id": publication.visit_id, "channel": channel, "purpose": purpose, "round": correction}
    return ChannelRecord(**wanted, made_at=at, receipt="", said_on=None, received_at=None)
