"""Keeping files, and handing over copies that tell nothing of who made them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.complaints.models import Attachment, Complaint
from app.complaints.rules import Author
from app.kernel import files
from app.kernel.db import db


@dataclass(frozen=True)
class Upload:
    """A file that has passed `kernel.files.checked`, under the name that it came with."""

    name: str
    mime: str
    data: bytes
    sha256: str


def upload(name: str, data: bytes) -> Upload:
    """Check a file by its content. Raises the refusals of `kernel.files`."""
    accepted = files.checked(name, data)
    return Upload(name=accepted.name, mime=accepted.mime, data=accepted.data, sha256=accepted.sha256)


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


def hand_over(complaint: Complaint, positions: Collection[int]) -> int:
    """Make the department's copies of the complainant's files that the office chose; returns how many are new.

    A copy is rendered anew from what is to be seen, without metadata, under a neutral name and a number of its own.
    """
    chosen = select(Attachment).where(
        Attachment.complaint_id == complaint.id,
        Attachment.author == Author.COMPLAINANT,
        Attachment.position.in_(positions),
        Attachment.handed_name == "",
    )
    counted = select(func.max(Attachment.handed_position)).where(Attachment.complaint_id == complaint.id)
    last = db.session.scalar(counted) or 0
    found = db.session.scalars(chosen.order_by(Attachment.position)).all()
    for number, attachment in enumerate(found, last + 1):
        copy = files.rerender(files.checked(attachment.name, attachment.content))
        attachment.handed_position, attachment.handed_copy = number, copy.data
        attachment.handed_name, attachment.handed_mime = f"{number}.{copy.extension}", copy.mime
    return len(found)
