"""Drafts: what is being written is kept, sealed, for 30 days; nothing of it reaches anybody before it is filed."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from app.complaints.models import Draft, DraftFile
from app.complaints.service.attachments import Upload
from app.kernel import sealing
from app.kernel.db import db
from app.kernel.errors import Refused

KEPT_FOR = timedelta(days=30)
MOST_FILES = 5


def save_draft(key: str, answers: dict[str, Any], *, root: bytes, holder: str, at: datetime) -> Draft:
    """Keep the answers given so far under the draft's key; new answers are laid over the old ones."""
    draft = db.session.get(Draft, key) or Draft(key=key, sealed=b"")
    kept = sealing.unseal(root, draft.sealed, context=key) if draft.sealed else {}
    draft.sealed = sealing.seal(root, {**kept, **answers}, context=key)
    draft.holder, draft.changed_at = holder, at
    db.session.add(draft)
    return draft


def attach(draft: Draft, upload: Upload, *, at: datetime) -> DraftFile:
    """Add a file to a draft, up to five."""
    count = select(func.count()).select_from(DraftFile).where(DraftFile.draft_key == draft.key)
    if (db.session.scalar(count) or 0) >= MOST_FILES:
        raise Refused("files_too_many", field="files", most=MOST_FILES)
    kept = DraftFile(
        draft_key=draft.key,
        name=upload.name,
        mime=upload.mime,
        size=len(upload.data),
        sha256=upload.sha256,
        content=upload.data,
    )
    draft.changed_at = at
    db.session.add(kept)
    return kept


def detach(draft: Draft, file_id: int) -> None:
    """Take a file out of a draft again."""
    db.session.execute(delete(DraftFile).where(DraftFile.draft_key == draft.key, DraftFile.id == file_id))


def discard(draft: Draft) -> None:
    """Throw a draft away: on wish, or once it is filed."""
    db.session.execute(delete(DraftFile).where(DraftFile.draft_key == draft.key))
    db.session.delete(draft)


def purge(*, at: datetime) -> int:
    """Throw away drafts that nobody has touched for 30 days; returns how many."""
    old = db.session.scalars(select(Draft).where(Draft.changed_at < at - KEPT_FOR)).all()
    for draft in old:
        discard(draft)
    return len(old)
