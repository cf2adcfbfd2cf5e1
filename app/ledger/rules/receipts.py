"""A receipt: somebody's own words with all that proves when they were taken in, checked without asking anybody.

From words to root: the words' hash stands in the facts, the facts' hash in the entry, the entry's hash is the leaf; the
leaf is promised under the ledger's key and, once its day is closed, proved to stand in the signed tree.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

from app.kernel.errors import Refused
from app.ledger.rules import merkle, notes
from app.ledger.rules.checkpoints import Closing, promise_text, signed_closing
from app.ledger.rules.entries import leaf
from app.ledger.rules.facts import canonical, digest

FORMAT = "business-environment receipt v1"
_PARTS = {"checkpoint", "entry", "facts", "format", "key", "promise", "proof", "words"}
_SHANGHAI = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Receipt:
    """What a good receipt shows. `closed` is None until the day of the entry is closed."""

    verb: str
    ref: str
    at: datetime
    index: int
    leaf: str
    words: dict[str, Any]
    files: list[str]
    key: notes.PublicKey
    closed: Closing | None


def receipt_text(
    *,
    entry: str,
    facts: str,
    words: dict[str, Any],
    key: notes.PublicKey,
    promise: str,
    checkpoint: str = "",
    proof: Sequence[str] = (),
) -> str:
    """The file: canonical JSON, so that there is one spelling and a changed byte is seen."""
    return canonical(
        {
            "checkpoint": checkpoint,
            "entry": entry,
            "facts": facts,
            "format": FORMAT,
            "key": str(key),
            "promise": promise,
            "proof": list(proof),
            "words": words,
        }
    )


def checked(data: bytes, *trusted: notes.PublicKey) -> Receipt:
    """Check a receipt's every byte; only a key in `trusted` is believed.

    Raises `Refused` and says which link of the chain is broken: `receipt_unreadable`, `receipt_key`, `receipt_words`,
    `receipt_facts`, `receipt_promise`, `receipt_proof`, `receipt_checkpoint`.
    """
    parts = _parts(data)
    key = _key(parts["key"], trusted)
    facts, entry = _object(parts["facts"], "receipt_facts"), _object(parts["entry"], "receipt_facts")
    if facts.get("words") != digest(canonical(parts["words"])):
        raise Refused("receipt_words")
    if entry.get("facts_hash") != digest(parts["facts"]):
        raise Refused("receipt_facts")
    own = leaf(parts["entry"])
    _check_promise(parts["promise"], promise_text(key.name, entry.get("index", -1), own), key)
    found = Receipt(
        verb=entry["verb"],
        ref=entry["ref"],
        at=datetime.fromisoformat(entry["at"]),
        index=entry["index"],
        leaf=own,
        words=parts["words"],
        files=facts.get("files", []),
        key=key,
        closed=None,
    )
    return replace(found, closed=_closed(parts, found))


def _parts(data: bytes) -> dict[str, Any]:
    try:
        parts = json.loads(data)
        whole = isinstance(parts, dict) and set(parts) == _PARTS and canonical(parts).encode() == data
        texts = whole and all(isinstance(parts[name], str) for name in _PARTS - {"words", "proof"})
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused("receipt_unreadable") from error
    if not texts or parts["format"] != FORMAT or not isinstance(parts["words"], dict):
        raise Refused("receipt_unreadable")
    return dict(parts)


def _object(text: str, code: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(code) from error
    if not isinstance(found, dict):
        raise Refused(code)
    return found


def _key(text: str, trusted: Sequence[notes.PublicKey]) -> notes.PublicKey:
    try:
        key = notes.public_key(text)
    except notes.Malformed as error:
        raise Refused("receipt_key") from error
    if str(key) != text or key not in trusted:
        raise Refused("receipt_key")
    return key


def _check_promise(promise: str, text: str, key: notes.PublicKey) -> None:
    try:
        found = notes.Signature(key.name, key.hash, notes.decoded(promise))
    except notes.Malformed as error:
        raise Refused("receipt_promise") from error
    if not notes.is_signed(text, found, key):
        raise Refused("receipt_promise")


def _closed(parts: dict[str, Any], found: Receipt) -> Closing | None:
    """The checkpoint that shows the entry, or None where the receipt is older than it."""
    if not parts["checkpoint"]:
        if parts["proof"]:
            raise Refused("receipt_proof")
        return None
    closing = _closing(parts["checkpoint"], found)
    try:
        proof = [notes.decoded(part) for part in parts["proof"]]
    except (notes.Malformed, TypeError) as error:
        raise Refused("receipt_proof") from error
    leaf_hash = merkle.leaf_hash(bytes.fromhex(found.leaf))
    if not merkle.includes(found.index, closing.size, leaf_hash, proof, closing.root):
        raise Refused("receipt_proof")
    return closing


def _closing(note: str, found: Receipt) -> Closing:
    """The signed checkpoint: of this ledger, of the entry's day or after it, with no line that nobody has checked."""
    try:
        closing = signed_closing(note, found.key)
    except notes.Malformed as error:
        raise Refused("receipt_checkpoint") from error
    if closing.origin != found.key.name or not _only_signature(note) or _day(found.at) > closing.day:
        raise Refused("receipt_checkpoint")
    return closing


def _only_signature(note: str) -> bool:
    """A receipt carries the ledger's own signature and no other: each of its bytes is checked."""
    text, signatures = notes.opened(note)
    return len(signatures) == 1 and notes.closed(text, *signatures) == note


def _day(at: datetime) -> date:
    return at.astimezone(_SHANGHAI).date()
