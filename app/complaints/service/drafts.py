"""Drafts: what is being written is kept, sealed, for 30 days; nothing of it reaches anybody before it is filed."""

from datetime import datetime
from typing import Any

from app.complaints.models import Draft, DraftFile
from app.kernel import sealing
from app.kernel.db import db
from app.kernel.drafts import Drafts

_DRAFTS = Drafts(Draft, DraftFile, most=5)
attach, detach, discard, purge = _DRAFTS.attach, _DRAFTS.detach, _DRAFTS.discard, _DRAFTS.purge


def save_draft(key: str, answers: dict[str, Any], *, root: bytes, holder: str, at: datetime, opened: str = "") -> Draft:
    """Keep the answers given so far under the draft's key; new answers are laid over the old ones.

    A new one keeps beside them when it was begun, and when the form was `opened` (ISO 8601; empty: not known).
    """
    draft = db.session.get(Draft, key) or Draft(key=key, sealed=b"")
    begun = {"began": at.isoformat(), "opened": opened}
    kept = sealing.unseal(root, draft.sealed, context=key) if draft.sealed else begun
    draft.sealed = sealing.seal(root, {**kept, **answers}, context=key)
    draft.holder, draft.changed_at = holder, at
    db.session.add(draft)
    return draft
