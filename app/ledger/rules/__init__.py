"""What makes the ledger provable: canonical texts, leaves, Merkle trees, signed notes, checkpoints, receipts."""

from app.ledger.rules.checkpoints import Closing, closing, closing_text, promise_text, signed_closing
from app.ledger.rules.entries import SALT_BYTES, VERSION, Fields, entry_text, leaf, leaf_sm3
from app.ledger.rules.facts import canonical, digest, row_digest
from app.ledger.rules.receipts import Receipt, checked, receipt_text

__all__ = [
    "SALT_BYTES",
    "VERSION",
    "Closing",
    "Fields",
    "Receipt",
    "canonical",
    "checked",
    "closing",
    "closing_text",
    "digest",
    "entry_text",
    "leaf",
    "leaf_sm3",
    "promise_text",
    "receipt_text",
    "row_digest",
    "signed_closing",
]
