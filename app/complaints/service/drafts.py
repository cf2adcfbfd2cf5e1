"""Drafts: what is being written is kept, sealed, for 30 days; nothing of it reaches anybody before it is filed."""

from datetime import datetime
from typing import Any

from app.complaints.models import Draft, DraftFile
from app.kernel import sealing
from app.kernel.db import db
from app.kernel.drafts import Drafts

_DRAFTS = Drafts(Draft, DraftFile, most=5)
attach, detach, discard, purge = _DRAFTS.attach, _DRAFTS.detach, _DRAFTS.discard, _DRAFTS.purge


def save_draft(key: str, answers: dict[str, Any], *, root: bytes, holder: str, at: datetime) -> Draft:
    """Keep the answers given so far under the draft's key; new answers are laid over the old ones."""
    draft = db.session.get(Draft, key) or Draft(key=key, sealed=b"")
    kept = sealing.unseal(root, draft.sealed, context=key) if draft.sealed else {}
    draft.sealed = sealing.seal(root, {**kept, **answers}, context=key)
    draft.holder, draft.changed_at = holder, at
    db.session.add(draft)
    return draft
