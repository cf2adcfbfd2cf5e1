"""Where an uploaded file waits, checked, for its owner's confirmation: a day, for nobody else."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, delete, select
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.kernel.db import Model, db
from app.kernel.errors import Missing
from app.kernel.permissions import Actor

KEPT = timedelta(hours=24)


class Upload(Model):
    """A file, the register that it is for (`kind`), its SHA-256, and what was found in it (`outcome`).

    `content` is let go as soon as the file is used; the row stays for a day more, so that confirming twice finds what
    the first time did. For that day `kept` holds what taking it back needs; `undone_at` says that it was taken back.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("length(digest) = 64", name="digest"),
        CheckConstraint("expires_at > at", name="expires_later"),
        CheckConstraint("(done_at IS NULL) = (content IS NOT NULL)", name="kept_until_done"),
        CheckConstraint("undone_at IS NULL OR (done_at IS NOT NULL AND kept IS NULL)", name="undone_after_done"),
        Index("ix_uploads_owner_digest", "owner", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    owner: Mapped[str]
    name: Mapped[str]
    digest: Mapped[str]
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    at: Mapped[datetime]
    expires_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    outcome: Mapped[dict[str, Any]]
    kept: Mapped[dict[str, Any] | None] = deferred(mapped_column(JSON(none_as_null=True)))
    undone_at: Mapped[datetime | None]

    @property
    def can_be_undone(self) -> bool:
        """Whether it was used and not yet taken back."""
        return self.done_at is not None and self.undone_at is None


def digest(data: bytes) -> str:
    """SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def put(data: bytes, name: str, *, kind: str, outcome: Mapping[str, Any], by: Actor, at: datetime) -> Upload:
    """Lay a file on the shelf. The same file of the same owner, not yet used, keeps its place: sent twice is once."""
    db.session.execute(delete(Upload).where(Upload.expires_at <= at))
    own = (Upload.owner == by.actor, Upload.kind == kind, Upload.digest == digest(data), Upload.done_at.is_(None))
    upload = db.session.scalar(select(Upload).where(*own))
    if upload is None:
        upload = Upload(token=secrets.token_urlsafe(18), kind=kind, owner=by.actor, digest=digest(data), content=data)
        upload.at = at
        db.session.add(upload)
    upload.name, upload.expires_at, upload.outcome = name[:200], at + KEPT, dict(outcome)
    db.session.flush()
    return upload


def take(token: str, *, kind: str | None = None, by: Actor, at: datetime) -> Upload:
    """The owner's upload. Raises `Missing` where it is somebody else's, not of the kind named, or past its time."""
    own = [Upload.token == token, Upload.owner == by.actor, Upload.expires_at > at]
    own += [] if kind is None else [Upload.kind == kind]
    asked = select(Upload).where(*own).with_for_update().execution_options(populate_existing=True)
    upload = db.session.scalar(asked)
    if upload is None:
        raise Missing("upload_missing")
    return upload


def use(upload: Upload, *, outcome: Mapping[str, Any], kept: Mapping[str, Any], at: datetime) -> None:
    """The file has done its work: keep for a day what it did and what taking it back needs, let its content go."""
    upload.outcome, upload.done_at, upload.content = dict(outcome), at, None
    upload.kept, upload.expires_at = dict(kept), at + KEPT


def undo(upload: Upload, *, at: datetime) -> None:
    """What the file did was taken back."""
    upload.kept, upload.undone_at = None, at


def used(kinds: Iterable[str], *, by: Actor, at: datetime) -> Sequence[Upload]:
    """The owner's files of these kinds that did their work within the last day, the latest first."""
    own = (Upload.owner == by.actor, Upload.kind.in_(list(kinds)), Upload.expires_at > at, Upload.done_at.is_not(None))
    return db.session.scalars(select(Upload).where(*own).order_by(Upload.done_at.desc(), Upload.id.desc())).all()
