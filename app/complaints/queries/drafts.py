"""Looking at drafts, and at what they hold."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.complaints.models import Draft, DraftFile
from app.kernel import sealing
from app.kernel.db import db


def draft(key: str, *, lock: bool = False) -> Draft | None:
    """The draft with this key; `lock` makes others who would act on it wait until this act has ended."""
    if not key:
        return None
    wanted = select(Draft).where(Draft.key == key)
    return db.session.scalar(wanted.with_for_update().execution_options(populate_existing=True) if lock else wanted)


def draft_answers(found: Draft, *, root: bytes) -> dict[str, Any]:
    """What has been answered so far."""
    return sealing.unseal(root, found.sealed, context=found.key)


def draft_files(found: Draft, *, content: bool = False) -> Sequence[DraftFile]:
    """The files of a draft, with their content where wished."""
    wanted = select(DraftFile).where(DraftFile.draft_key == found.key).order_by(DraftFile.id)
    return db.session.scalars(wanted.options(undefer(DraftFile.content)) if content else wanted).all()


def drafts_of(holder: str) -> Sequence[Draft]:
    """An account's drafts, last touched first."""
    wanted = select(Draft).where(Draft.holder == holder, Draft.holder != "")
    return db.session.scalars(wanted.order_by(Draft.changed_at.desc())).all()
