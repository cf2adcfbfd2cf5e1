"""Looking at drafts of filings."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.errors import Missing
from app.penalties.models import Draft, DraftFile


def draft(key: str, *, to: User, lock: bool = False) -> Draft:
    """The draft with this key, if it is the user's department's. Raises `Missing`; `lock` keeps it for this act."""
    asked = select(Draft).where(Draft.key == key, Draft.department_id == to.department_id)
    found = db.session.scalar(asked.with_for_update().execution_options(populate_existing=True) if lock else asked)
    if found is None:
        raise Missing("penalty_draft_missing")
    return found


def drafts_of(department_id: int) -> Sequence[Draft]:
    """A department's drafts, last touched first."""
    asked = select(Draft).where(Draft.department_id == department_id)
    return db.session.scalars(asked.order_by(Draft.changed_at.desc())).all()


def draft_files(found: Draft, *, content: bool = False) -> Sequence[DraftFile]:
    """The files of a draft, with their content where wished."""
    asked = select(DraftFile).where(DraftFile.draft_key == found.key).order_by(DraftFile.id)
    return db.session.scalars(asked.options(undefer(DraftFile.content)) if content else asked).all()
