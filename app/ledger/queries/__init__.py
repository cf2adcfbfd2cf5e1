"""Looking at the ledger: entries, proofs, checkpoints; and verifying all of it."""

from app.ledger.models import Checkpoint
from app.ledger.queries.audit import Audit, Seal
from app.ledger.queries.checkpoints import (
    before,
    closed,
    closing,
    closings,
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
from app.ledger.queries.entries import Written, done, of, one, unsealed, writers
from app.ledger.queries.log import Line, Wanted, actor_called, found, lines
from app.ledger.queries.receipts import receipt
from app.ledger.queries.rows import rows
from app.ledger.queries.seals import against, chains, seals
from app.ledger.queries.seals import cosignatures as cosignature_findings
from app.ledger.queries.tree import TILE, consistency_proof, inclusion_proof, leaves, subtrees

__all__ = [
    "TILE",
    "Audit",
    "Checkpoint",
    "Line",
    "Seal",
    "Wanted",
    "Written",
    "actor_called",
    "against",
    "before",
    "chains",
    "closed",
    "closing",
    "closings",
    "consistency_proof",
    "cosignature_findings",
    "cosignatures",
    "cosigned_note",
    "count",
    "done",
    "found",
    "head",
    "inclusion_proof",
    "last",
    "latest",
    "leaves",
    "lines",
    "of",
    "of_size",
    "on",
    "one",
    "receipt",
    "rows",
    "seals",
    "stale",
    "subtrees",
    "unsealed",
    "unwitnessed",
    "witnessed_by",
    "writers",
]
