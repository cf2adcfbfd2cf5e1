"""What waits: results that are not public yet, records that no export held, exports without a receipt."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select, true

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Missing
from app.publication.models import Batch, BatchRow, ChannelRecord, Correction, Publication
from app.publication.queries.public import COLUMNS
from app.publication.rules import Channel, Purpose, Step
from app.results import queries as results
from app.results.models import Result

_AT_ONCE = 1000


def visible(to: User) -> Select[Publication]:
    """The publications that a user works on: the office all of them, a department's people its own."""
    asked = select(Publication)
    return asked if to.department_id is None else asked.where(Publication.department_id == to.department_id)


def get(number: str, *, to: User) -> Publication:
    """The publication of a visit, if this user works on it. Raises `Missing`."""
    found = db.session.scalar(visible(to).where(Publication.number == number))
    if found is None:
        raise Missing("publication_missing")
    return found


def unpublished(*, to: User, limit: int = 200) -> Sequence[Result]:
    """The results that are not public yet, those with the least time first."""
    asked = results.visible(to).where(~exists().where(Publication.visit_id == Result.visit_id))
    return db.session.scalars(asked.order_by(Result.ended_on, Result.visit_id).limit(limit)).unique().all()


def contested(*, to: User) -> Sequence[Publication]:
    """What is found wrong and still public, the oldest first."""
    asked = visible(to).where(Publication.contested_at.is_not(None), Publication.withdrawn_at.is_(None))
    return db.session.scalars(asked.order_by(Publication.contested_at)).all()


def records(publication: Publication) -> dict[tuple[Channel, Purpose], tuple[ChannelRecord, Step]]:
    """Every record of a publication with where it stands; of several corrections the last one's."""
    asked = select(ChannelRecord, BatchRow.batch_id).where(ChannelRecord.visit_id == publication.visit_id)
    found = db.session.execute(
        asked.outerjoin(BatchRow, BatchRow.record_id == ChannelRecord.id).order_by(ChannelRecord.id)
    )
    return {(one.channel, one.purpose): (one, _step(one, batch)) for one, batch in found}


def corrections(publication: Publication) -> Sequence[Correction]:
    """The versions after the first one, in their order."""
    asked = select(Correction).where(Correction.visit_id == publication.visit_id)
    return db.session.scalars(asked.order_by(Correction.position)).all()


def _step(record: ChannelRecord, batch_id: int | None) -> Step:
    if record.received_at is not None:
        return Step.RECEIVED
    return Step.WAITING if batch_id is None else Step.EXPORTED


def counts(*, to: User) -> dict[tuple[Channel, Purpose], dict[Step, int]]:
    """For each channel and purpose how many wait, are exported, are received."""
    found = {(channel, purpose): dict.fromkeys(Step, 0) for channel in Channel for purpose in Purpose}
    asked = select(ChannelRecord.channel, ChannelRecord.purpose, func.count()).where(_own(to))
    exported = exists().where(BatchRow.record_id == ChannelRecord.id)
    parts = {
        Step.WAITING: asked.where(ChannelRecord.received_at.is_(None), ~exported, _wanted()),
        Step.EXPORTED: asked.where(ChannelRecord.received_at.is_(None), exported),
        Step.RECEIVED: asked.where(ChannelRecord.received_at.is_not(None)),
    }
    for step, part in parts.items():
        for channel, purpose, number in db.session.execute(part.group_by(ChannelRecord.channel, ChannelRecord.purpose)):
            found[channel, purpose][step] = number
    return found


def _own(to: User) -> Any:
    if to.department_id is None:
        return true()
    return ChannelRecord.visit_id.in_(visible(to).with_only_columns(Publication.visit_id))


def _wanted() -> Any:
    """What was taken down before any export is not published any more."""
    gone = select(Publication.visit_id).where(Publication.withdrawn_at.is_not(None))
    return (ChannelRecord.purpose == Purpose.WITHDRAW) | ChannelRecord.visit_id.not_in(gone)


def waiting(channel: Channel, purpose: Purpose, *, to: User) -> Sequence[int]:
    """The records that no export held yet, by key."""
    asked = select(ChannelRecord.id).where(ChannelRecord.channel == channel, ChannelRecord.purpose == purpose)
    asked = asked.where(ChannelRecord.received_at.is_(None), _own(to), _wanted())
    asked = asked.where(~exists().where(BatchRow.record_id == ChannelRecord.id))
    return db.session.scalars(asked.order_by(ChannelRecord.id)).all()


def export(record_ids: Sequence[int], *, at: datetime | None = None) -> Iterator[Any]:
    """The public columns of some records' publications, in the order of their keys; `at`: as they stood then.

    The records are of one channel and purpose, by ascending key.
    """
    for start in range(0, len(record_ids), _AT_ONCE):
        some = record_ids[start : start + _AT_ONCE]
        wanted, within = set(some), _within(some)
        asked = select(*COLUMNS, ChannelRecord.id.label("record_id"))
        asked = asked.join(ChannelRecord, ChannelRecord.visit_id == Publication.visit_id).where(*within)
        before = _before(within, at) if at else {}
        rows: Iterable[Any] = db.session.execute(asked.order_by(ChannelRecord.id))
        for row in rows:
            if row.record_id in wanted:
                yield before[row.number](row) if row.number in before else row


def _within(some: Sequence[int]) -> tuple[ColumnElement[bool], ...]:
    """The records from the first of these to the last: a thousand keys in a statement take longer than its rows."""
    first = db.session.get_one(ChannelRecord, some[0])
    same = (ChannelRecord.channel == first.channel, ChannelRecord.purpose == first.purpose)
    return (ChannelRecord.id.between(some[0], some[-1]), *same)


def _before(within: Iterable[ColumnElement[bool]], at: datetime) -> dict[str, Callable[[Row[Any]], Any]]:
    """By number, how what was corrected since an instant stood at it."""
    asked = select(Publication.number, Correction).join(Correction, Correction.visit_id == Publication.visit_id)
    asked = asked.join(ChannelRecord, ChannelRecord.visit_id == Publication.visit_id)
    later = asked.where(*within, Correction.corrected_at > at)
    found: dict[str, Callable[[Row[Any]], Any]] = {}
    for number, one in db.session.execute(later.order_by(Correction.position)):
        found.setdefault(number, partial(_as_before, one))
    return found


def _as_before(correction: Correction, row: Row[Any]) -> Any:
    told = {"kind": correction.kind_before, "kinds": correction.kinds_before}
    return SimpleNamespace(**{**row._mapping, **told})


def batches(*, to: User, limit: int = 50) -> Sequence[Batch]:
    """The exports, the last first: the office's own and every department's, or one's department's."""
    asked = select(Batch).order_by(Batch.id.desc()).limit(limit)
    return db.session.scalars(asked if to.department_id is None else _of(asked, to)).all()


def batch(batch_id: int, *, to: User) -> Batch:
    """An export, if this user may see it. Raises `Missing`."""
    asked = select(Batch).where(Batch.id == batch_id)
    found = db.session.scalar(asked if to.department_id is None else _of(asked, to))
    if found is None:
        raise Missing("batch_missing")
    return found


def _of(asked: Select[Batch], to: User) -> Select[Batch]:
    return asked.where(Batch.department_id == to.department_id)


def batch_rows(found: Batch) -> Sequence[int]:
    """The records that an export held, by key."""
    asked = select(BatchRow.record_id).where(BatchRow.batch_id == found.id)
    return db.session.scalars(asked.order_by(BatchRow.record_id)).all()


def by_numbers(numbers: Collection[str], *, to: User) -> dict[str, Publication]:
    """Those of these visits' publications that a user works on, by number."""
    asked = visible(to).where(Publication.number.in_(list(numbers)))
    return {one.number: one for one in db.session.scalars(asked)}
