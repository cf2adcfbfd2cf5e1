"""A published result is found wrong and taken down in time; a tombstone stays, each channel that has it is told."""

from datetime import date, datetime

from sqlalchemy import exists, select

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, Refused
from app.kernel.permissions import Role
from app.ledger.service import record
from app.notices import rules as audience
from app.notices import service as notices
from app.publication import rules
from app.publication.models import BatchRow, ChannelRecord, Publication
from app.publication.rules import Channel, Ground, Purpose
from app.publication.service.clocks import end, finish, start_take_down
from app.publication.service.publishing import ask
from app.workdays.rules import DeadlineKind


def contest(
    publication: Publication, *, ground: Ground, found_on: date, seen: int | None = None, by: User, at: datetime
) -> None:
    """Record on which ground a result must go, found on which day: the clock of taking down runs since then."""
    _expect(publication, seen, by)
    if publication.ground is not None:
        raise Conflict("publication_contested")
    rules.check_found(found_on, published_on=publication.published_on, today=clock.day(at))
    publication.ground, publication.found_on, publication.contested_at = ground, found_on, at
    deadline = start_take_down(publication.number, found_on, by=by, at=at)
    notices.tell(audience.OFFICE, "publication_contested", publication.number, at=at, due=deadline.due_on.isoformat())
    record("publication:contest", publication.number, by=by, at=at, ground=ground, found_on=found_on)


def withdraw(publication: Publication, *, seen: int | None = None, by: User, at: datetime) -> None:
    """Take a result down, of which a ground is known. Where no channel has it, that is all; else each is told."""
    _expect(publication, seen, by)
    if publication.ground is None:
        raise Refused("publication_uncontested", status=409)
    if publication.withdrawn_at is not None:
        raise Conflict("publication_withdrawn")
    told = held(publication)
    publication.withdrawn_at = at
    db.session.add_all(ask(publication, channel, Purpose.WITHDRAW, at) for channel in told)
    end(publication.number, DeadlineKind.PUBLICITY, why="withdrawn", at=at)
    if not told:
        finish(publication.number, DeadlineKind.TAKE_DOWN, at=at)
    record("publication:withdraw", publication.number, by=by, at=at, ground=publication.ground, channels=told)


def _expect(publication: Publication, seen: int | None, by: User) -> None:
    if by.role is not Role.OVERSIGHT and by.department_id != publication.department_id:
        raise Forbidden("result_of_others")
    if seen is not None and seen != publication.version:
        raise Conflict("changed_meanwhile")


def held(publication: Publication) -> list[Channel]:
    """The channels that an export went to, or that answered."""
    own = (ChannelRecord.visit_id == publication.visit_id, ChannelRecord.purpose == Purpose.PUBLISH)
    told = exists().where(BatchRow.record_id == ChannelRecord.id) | ChannelRecord.received_at.is_not(None)
    return list(db.session.scalars(select(ChannelRecord.channel).where(*own, told).order_by(ChannelRecord.channel)))
