"""Keeping the files of filings and answers."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from app.kernel.db import db
from app.kernel.files import Upload
from app.penalties.models import Annex, Filing


def keep(filing: Filing, uploads: Iterable[Upload], *, ask_id: int | None = None, at: datetime) -> None:
    """Put files to a filing, numbered on from those it has."""
    last = db.session.scalar(select(func.max(Annex.position)).where(Annex.filing_id == filing.id)) or 0
    for position, one in enumerate(uploads, last + 1):
        told = {"name": one.name, "mime": one.mime, "size": len(one.data), "sha256": one.sha256, "content": one.data}
        db.session.add(Annex(filing_id=filing.id, ask_id=ask_id, position=position, at=at, **told))
    db.session.flush()
