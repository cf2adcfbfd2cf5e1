"""Looking at the ledger: entries, proofs, checkpoints; and verifying all of it."""

from app.ledger.models import Checkpoint
from app.ledger.queries.audit import Audit, Seal
from app.ledger.queries.checkpoints import (
    closing,
    cosignatures,
    cosigned_note,
    count,
    head,
    last,
    latest,
    of_size,
    on,
    stale,
    unwitnessed,
    witnessed_by,
)
from app.ledger.queries.entries import done, of, one
from app.ledger.queries.rows import rows
from app.ledger.queries.seals import against, chains, seals
from app.ledger.queries.seals import cosignatures as cosignature_findings
from app.ledger.queries.tree import TILE, consistency_proof, inclusion_proof, leaves, subtrees

__all__ = [
    "TILE",
    "Audit",
    "Checkpoint",
    "Seal",
    "against",
    "chains",
    "closing",
    "consistency_proof",
    "cosignature_findings",
    "cosignatures",
    "cosigned_note",
    "count",
    "done",
    "head",
    "inclusion_proof",
    "last",
    "latest",
    "leaves",
    "of",
    "of_size",
    "on",
    "one",
    "rows",
    "seals",
    "stale",
    "subtrees",
    "unwitnessed",
    "witnessed_by",
]
