"""Drafts of filings: what is being written is kept for 30 days, for everybody of the department."""

from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.kernel.db import db
from app.kernel.drafts import Drafts
from app.penalties.models import Draft, DraftFile

_DRAFTS = Drafts(Draft, DraftFile, most=10)
attach, detach, discard, purge = _DRAFTS.attach, _DRAFTS.detach, _DRAFTS.discard, _DRAFTS.purge


def save_draft(key: str, answers: dict[str, Any], *, by: User, at: datetime) -> Draft:
    """Keep the answers given so far under the draft's key; new answers are laid over the old ones."""
    draft = db.session.get(Draft, key) or Draft(key=key, department_id=by.department_id, answers={})
    draft.answers, draft.user_id, draft.changed_at = {**draft.answers, **answers}, by.id, at
    db.session.add(draft)
    return draft
