"""Taking an import of the directory or of ratings back: its rows name it, and each change holds what was before."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select

from app.enterprises.models import Change, Enterprise, FormerName, Rating
from app.enterprises.rules import Grade, Kind, Risk, State
from app.enterprises.service.directory import named
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.kernel.sheets import undoing
from app.ledger.service import record

READ: Mapping[str, Callable[[str], Any]] = {
    "kind": Kind,
    "state": State,
    "credit_grade": Grade,
    "risk_level": Risk,
    "registered_on": date.fromisoformat,
    "rated_on": date.fromisoformat,
}
Facts = dict[str, Any]


def undo(_kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    """Take back the import of the directory of `loaded_at`.

    Refuses where one of its enterprises was changed since, or something refers to one that it entered.
    """
    record("enterprise:undo_import", f"import:{digest[:16]}", by=by, at=at, **_undone(digest, loaded_at, by, at))


def undo_ratings(_kept: undoing.Kept, *, digest: str, loaded_at: datetime, by: Actor, at: datetime) -> None:
    """Take back the import of ratings of `loaded_at`. Refuses where one of its enterprises was changed since."""
    facts = _undone(digest, loaded_at, by, at)
    record("enterprise:undo_import_ratings", f"import:{digest[:16]}", by=by, at=at, **facts)


def _undone(digest: str, loaded_at: datetime, by: Actor, at: datetime) -> Facts:
    entered = (Enterprise.batch == digest, Enterprise.entered_at == loaded_at)
    rated = (Rating.batch == digest, Rating.entered_at == loaded_at)
    changed = (Change.batch == digest, Change.at == loaded_at)
    _check(entered, rated, changed, loaded_at)
    db.session.execute(delete(Rating).where(*rated))
    put_back = db.session.execute(select(Change, Enterprise).join(Enterprise).where(*changed)).all()
    for change, enterprise in put_back:
        _put_back(enterprise, change, by=by, at=at)
    undoing.flush()
    gone = undoing.removed(delete(Enterprise).where(*entered))
    return {"digest": digest, "loaded_at": loaded_at, "removed": gone, "put_back": len(put_back)}


Own = tuple[ColumnElement[bool], ...]


def _check(entered: Own, rated: Own, changed: Own, loaded_at: datetime) -> None:
    """Refuses where an enterprise of the import was changed or rated later."""
    touched = (
        select(Enterprise.id)
        .where(*entered)
        .union(select(Change.enterprise_id).where(*changed), select(Rating.enterprise_id).where(*rated))
    )
    later = or_(
        Enterprise.id.in_(select(Change.enterprise_id).where(Change.at > loaded_at)),
        Enterprise.id.in_(select(Rating.enterprise_id).where(Rating.entered_at > loaded_at)),
    )
    found = db.session.scalar(select(Enterprise.uscc).where(Enterprise.id.in_(touched), later).limit(1))
    if found is not None:
        raise Refused("import_changed_since", key=found)


def _put_back(enterprise: Enterprise, change: Change, *, by: Actor, at: datetime) -> None:
    """The columns as they were; a name that the import brought is no former name. The way back is a change too."""
    values = {key: _read(key, text) for key, text in change.before.items()}
    if "name" in values:
        brought = (FormerName.enterprise_id == enterprise.id, FormerName.until_at == change.at)
        db.session.execute(delete(FormerName).where(*brought))
        values |= named(values["name"])
    for key, value in values.items():
        setattr(enterprise, key, value)
    told = {"before": change.after, "after": change.before}
    db.session.add(Change(enterprise_id=enterprise.id, at=at, actor=by.actor, batch=change.batch, **told))


def _read(key: str, text: str) -> Any:
    """A value as `Change` tells it. Only columns that can be empty read an empty one as None."""
    if key in READ:
        return READ[key](text) if text else None
    return text
