"""Drafts of filings: what is being written is kept for 30 days, for everybody of the department."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Refused
from app.penalties.models import Draft, DraftFile
from app.penalties.service.annexes import Upload

KEPT_FOR = timedelta(days=30)
MOST_FILES = 10


def save_draft(key: str, answers: dict[str, Any], *, by: User, at: datetime) -> Draft:
    """Keep the answers given so far under the draft's key; new answers are laid over the old ones."""
    draft = db.session.get(Draft, key) or Draft(key=key, department_id=by.department_id, answers={})
    draft.answers, draft.user_id, draft.changed_at = {**draft.answers, **answers}, by.id, at
    db.session.add(draft)
    return draft


def attach(draft: Draft, upload: Upload, *, at: datetime) -> DraftFile:
    """Add a file to a draft, up to ten."""
    count = select(func.count()).select_from(DraftFile).where(DraftFile.draft_key == draft.key)
    if (db.session.scalar(count) or 0) >= MOST_FILES:
        raise Refused("files_too_many", field="files", most=MOST_FILES)
    told = {"name": upload.name, "mime": upload.mime, "size": len(upload.data), "sha256": upload.sha256}
    kept = DraftFile(draft_key=draft.key, content=upload.data, **told)
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
