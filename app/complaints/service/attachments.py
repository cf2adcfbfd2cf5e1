"""Keeping files, and handing over copies that tell nothing of who made them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import undefer

from app.complaints.models import Attachment, Complaint
from app.complaints.rules import Author
from app.kernel import files
from app.kernel.db import db
from app.kernel.files import Upload


def keep(
    complaint: Complaint,
    uploads: Iterable[Upload],
    *,
    author: Author,
    at: datetime,
    supplement_id: int | None = None,
    reply_id: int | None = None,
) -> None:
    """Put files to a case, numbered on from those it has."""
    last = select(func.max(Attachment.position)).where(Attachment.complaint_id == complaint.id)
    position = db.session.scalar(last) or 0
    for offset, kept in enumerate(uploads, 1):
        db.session.add(
            Attachment(
                complaint_id=complaint.id,
                position=position + offset,
                author=author,
                supplement_id=supplement_id,
                reply_id=reply_id,
                name=kept.name,
                mime=kept.mime,
                size=len(kept.data),
                sha256=kept.sha256,
                at=at,
                content=kept.data,
            )
        )
    db.session.flush()


@dataclass(frozen=True)
class Copy:
    """A file of the case rendered anew from what is to be seen, without metadata."""

    position: int
    extension: str
    mime: str
    data: bytes


def render(complaint: Complaint, positions: Collection[int]) -> list[Copy]:
    """Render copies of those of the complainant's files that have none yet. Takes long: before the act, not within."""
    chosen = _waiting(complaint).where(Attachment.position.in_(positions)).options(undefer(Attachment.content))
    found = db.session.scalars(chosen.order_by(Attachment.position)).all()
    copies = [(one.position, files.rerender(files.checked(one.name, one.content))) for one in found]
    return [Copy(position, copy.extension, copy.mime, copy.data) for position, copy in copies]


def hand_over(complaint: Complaint, copies: Sequence[Copy]) -> int:
    """Give the department these copies, under neutral names and numbers of their own; returns how many are new."""
    counted = select(func.max(Attachment.handed_position)).where(Attachment.complaint_id == complaint.id)
    number = db.session.scalar(counted) or 0
    waiting = {one.position: one for one in db.session.scalars(_waiting(complaint))}
    wanted = [(waiting[copy.position], copy) for copy in copies if copy.position in waiting]
    for nth, (attachment, copy) in enumerate(wanted, number + 1):
        attachment.handed_position, attachment.handed_copy = nth, copy.data
        attachment.handed_name, attachment.handed_mime = f"{nth}.{copy.extension}", copy.mime
    return len(wanted)


def _waiting(complaint: Complaint) -> Select[Attachment]:
    """The complainant's files of which the department has no copy."""
    return select(Attachment).where(
        Attachment.complaint_id == complaint.id,
        Attachment.author == Author.COMPLAINANT,
        Attachment.handed_name == "",
    )
