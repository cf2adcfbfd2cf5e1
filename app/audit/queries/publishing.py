"""Results: published late or not at all, not received by every channel, taken down late, entered afterwards."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select

from app.audit.queries.registry import Asked, finds
from app.audit.queries.terms import last_start, whole
from app.audit.rules import Fact, figures, link
from app.kernel.civil import day_of
from app.kernel.db import db
from app.publication.models import ChannelRecord, Publication
from app.publication.rules import Channel, Purpose
from app.results.models import Result
from app.visits.models import CheckIn, Visit
from app.visits.rules import State
from app.workdays.models import Deadline
from app.workdays.queries import calendar, unmet
from app.workdays.rules import DeadlineKind

_OF_VISIT = (Visit.number, Visit.department_id, Visit.enterprise_id)
RULE = "publish.results"


def missed(asked: Asked) -> ColumnElement[bool]:
    """Whether a clock that was not dropped ran out before the day, met later or not yet."""
    return and_(Deadline.due_on < asked.on, unmet())


def _clocks(asked: Asked, kind: DeadlineKind, *more: Any) -> Select[Any]:
    """The clocks of a kind that were missed, with their visits."""
    told = (Deadline.starts_on, Deadline.due_on, Deadline.length, Deadline.done_at)
    made = select(*_OF_VISIT, *told, *more).select_from(Deadline).join(Visit, Visit.number == Deadline.subject)
    made = made.where(Deadline.kind == kind, missed(asked))
    return asked.narrow(made, enterprise=Visit.enterprise_id, department=Visit.department_id)


def _fact(code: str, row: Row[Any], endpoint: str, **more: Any) -> Fact:
    told = figures(starts_on=row.starts_on, length=row.length, due_on=row.due_on, done_at=row.done_at, **more)
    where = (link(endpoint, number=row.number), link("visits.show", number=row.number))
    return Fact(code, row.number, row.due_on, row.department_id, row.enterprise_id, where, told)


_PUBLIC_ON = select(Publication.published_on).where(Publication.visit_id == Visit.id).scalar_subquery()


def _published(asked: Asked) -> Select[Any]:
    return _clocks(asked, DeadlineKind.PUBLICITY, _PUBLIC_ON.label("published_on"))


@finds("published_late")
def published_late(asked: Asked) -> Iterator[Fact]:
    """A result was not public by the end of its clock; and a visit that is over has no result at all by then."""
    late = or_(_PUBLIC_ON.is_(None), Deadline.due_on < _PUBLIC_ON)
    for row in db.session.execute(_published(asked).where(late)):
        yield _fact("published_late", row, "results.show", published_on=row.published_on)
    last = last_start(RULE, asked.on)
    for row in db.session.execute(_unrecorded(asked, last)) if last else ():
        length = whole(RULE, row.last) or 0
        due = calendar().after(row.last, length)
        told = figures(starts_on=row.last, length=length, due_on=due)
        where = (link("visits.show", number=row.number),)
        yield Fact("published_late", row.number, due, row.department_id, row.enterprise_id, where, told)


def _unrecorded(asked: Asked, until: date) -> Select[Any]:
    """Visits that somebody left and of which nobody has recorded a result, long enough ago."""
    bare = ~exists().where(Result.visit_id == CheckIn.visit_id)
    last = select(CheckIn.visit_id, func.max(CheckIn.on).label("last")).where(bare).group_by(CheckIn.visit_id)
    over = last.having(func.count() == func.count(CheckIn.left_at)).subquery()
    made = select(*_OF_VISIT, over.c.last).join(over, over.c.visit_id == Visit.id)
    made = made.where(Visit.state != State.CANCELLED, over.c.last <= until)
    return asked.narrow(made, enterprise=Visit.enterprise_id, department=Visit.department_id)


@finds("channels_late")
def channels_late(asked: Asked) -> Iterator[Fact]:
    """A result was public in time, and a channel had not received it by the end of the clock."""
    received = (
        select(func.count())
        .where(ChannelRecord.visit_id == Visit.id, ChannelRecord.purpose == Purpose.PUBLISH)
        .where(ChannelRecord.received_at.is_not(None), day_of(ChannelRecord.received_at) <= Deadline.due_on)
        .correlate(Visit, Deadline)
        .scalar_subquery()
    )
    wanted = _published(asked).add_columns(received.label("received"))
    for row in db.session.execute(wanted.where(Deadline.due_on >= _PUBLIC_ON)):
        told = {"part": row.received, "whole": len(Channel), "published_on": row.published_on}
        yield _fact("channels_late", row, "publication.preview", **told)


@finds("withdrawn_late")
def withdrawn_late(asked: Asked) -> Iterator[Fact]:
    """What was found wrong was still public, or at a channel, when its clock had run out."""
    for row in db.session.execute(_clocks(asked, DeadlineKind.TAKE_DOWN)):
        yield _fact("withdrawn_late", row, "publication.preview")


@finds("back_entered")
def back_entered(asked: Asked) -> Iterator[Fact]:
    """The door did not record a visit; its instants are what the department said afterwards."""
    made: Any = select(*_OF_VISIT, Result.ended_on, Result.said_since, Result.said_until, Result.recorded_at)
    made = made.join(Result, Result.visit_id == Visit.id)
    made = made.where(Result.said_since.is_not(None), Result.ended_on <= asked.on)
    made = asked.narrow(made, enterprise=Visit.enterprise_id, department=Visit.department_id)
    for row in db.session.execute(made):
        told = figures(said_since=row.said_since, said_until=row.said_until, recorded_at=row.recorded_at)
        where = (link("results.show", number=row.number), link("visits.show", number=row.number))
        yield Fact("back_entered", row.number, row.ended_on, row.department_id, row.enterprise_id, where, told)
