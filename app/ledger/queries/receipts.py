"""Receipts: what somebody gets of their own act, to prove later what was taken in and when."""

import base64
from typing import Any

from app.kernel.errors import Refused
from app.ledger import rules
from app.ledger.models import Checkpoint, Entry
from app.ledger.queries.checkpoints import closing
from app.ledger.queries.tree import inclusion_proof
from app.ledger.rules.keyring import Keyring


def receipt(entry: Entry, words: dict[str, Any], ring: Keyring) -> str:
    """The receipt of an act, `words` as they were when its entry was written (its facts hold their digest).

    From the next checkpoint on it carries the proof that the entry stands in the closed tree. It is checked as anybody
    checks it before it is given out: refuses `receipt_rows` where the stored rows do not bear it out.
    """
    key = ring.signer.public
    promise = ring.signer.sign(rules.promise_text(key.name, entry.index, entry.leaf)).signed
    closed = closing(entry, key)
    try:
        text = rules.receipt_text(
            entry=entry.entry,
            facts=entry.facts,
            words=words,
            key=key,
            promise=base64.b64encode(promise).decode(),
            checkpoint=closed.note if closed else "",
            proof=_proof(entry, closed) if closed else (),
        )
        rules.checked(text.encode(), key)
    except (Refused, LookupError) as error:
        raise Refused("receipt_rows", status=409) from error
    return text


def _proof(entry: Entry, closed: Checkpoint) -> list[str]:
    return [base64.b64encode(part).decode() for part in inclusion_proof(entry.index, closed.size)]
