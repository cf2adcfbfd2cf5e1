"""Drafts with files, where something is written over several pages: kept a while, then thrown away."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.files import Upload

KEPT_FOR = timedelta(days=30)


class Drafts:
    """The drafts of one slice: its two tables, and how many files a draft takes. What a draft says is the slice's own.

    A draft has `key` and `changed_at`, a file of it `draft_key` and what an upload has.
    """

    def __init__(self, draft: Any, file: Any, *, most: int) -> None:
        self.draft, self.file, self.most = draft, file, most

    def attach(self, draft: Any, upload: Upload, *, at: datetime) -> Any:
        """Add a file to a draft; the row. Refused where it has as many as it takes."""
        count = select(func.count()).select_from(self.file).where(self.file.draft_key == draft.key)
        if (db.session.scalar(count) or 0) >= self.most:
            raise Refused("files_too_many", field="files", most=self.most)
        told = {"name": upload.name, "mime": upload.mime, "size": len(upload.data), "sha256": upload.sha256}
        kept = self.file(draft_key=draft.key, content=upload.data, **told)
        draft.changed_at = at
        db.session.add(kept)
        return kept

    def detach(self, draft: Any, file_id: int) -> None:
        """Take a file out of a draft again."""
        db.session.execute(delete(self.file).where(self.file.draft_key == draft.key, self.file.id == file_id))

    def discard(self, draft: Any) -> None:
        """Throw a draft away: on wish, or once it is filed."""
        db.session.execute(delete(self.file).where(self.file.draft_key == draft.key))
        db.session.delete(draft)

    def purge(self, *, at: datetime) -> int:
        """Throw away drafts that nobody has touched for 30 days; returns how many."""
        old = db.session.scalars(select(self.draft).where(self.draft.changed_at < at - KEPT_FOR)).all()
        for draft in old:
            self.discard(draft)
        return len(old)
