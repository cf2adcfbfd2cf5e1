"""Writing the ledger: an entry with every act, a checkpoint for every day, the witnesses' signatures under it."""

from app.ledger.service.closing import close, cosign
from app.ledger.service.recording import record, request_id

__all__ = ["close", "cosign", "record", "request_id"]
