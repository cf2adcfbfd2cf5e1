"""A checkpoint: what the ledger was when a day was closed. And the promise that goes with a receipt until then."""

import base64
from datetime import UTC, date, datetime
from typing import NamedTuple

from app.ledger.rules import notes
from app.ledger.rules.merkle import SIZE

_LINES = 6
_PROMISE = "business-environment promise v1"


class Closing(NamedTuple):
    """The ledger at the end of a civil day of Asia/Shanghai, as it was at the instant `at`.

    Every entry that claims an instant of `day` or before stands among the first `size`.
    """

    origin: str
    size: int
    root: bytes
    day: date
    at: datetime
    root_sm3: bytes


def closing_text(found: Closing) -> str:
    """The text that is signed: origin, size and root as C2SP has them; day, instant and the SM3 root below."""
    told = found.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f"{found.origin}\n{found.size}\n{base64.b64encode(found.root).decode()}\n"
        f"day {found.day.isoformat()}\nat {told}\nsm3 {base64.b64encode(found.root_sm3).decode()}\n"
    )


def closing(text: str) -> Closing:
    """Read such a text. Raises `notes.Malformed` for anything that `closing_text` would not write."""
    lines = text.split("\n")
    if len(lines) != _LINES + 1 or lines[-1] or not lines[1].isdecimal():
        raise notes.Malformed("no checkpoint")
    try:
        found = Closing(
            origin=lines[0],
            size=int(lines[1]),
            root=notes.decoded(lines[2]),
            day=date.fromisoformat(lines[3].removeprefix("day ")),
            at=datetime.fromisoformat(lines[4].removeprefix("at ")),
            root_sm3=notes.decoded(lines[5].removeprefix("sm3 ")),
        )
    except ValueError as error:
        raise notes.Malformed("no checkpoint") from error
    if closing_text(found) != text or (len(found.root), len(found.root_sm3)) != (SIZE, SIZE):
        raise notes.Malformed("no checkpoint in its one spelling")
    return found


def signed_closing(note: str, *keys: notes.PublicKey) -> Closing:
    """Read a checkpoint with its signatures; one of `keys` must have signed it. Raises `notes.Malformed`."""
    text, signatures = notes.opened(note)
    if not any(notes.is_signed(text, found, key) for found in signatures for key in keys):
        raise notes.Malformed("not signed by the ledger's key")
    return closing(text)


def promise_text(origin: str, index: int, leaf: str) -> str:
    """What the ledger signs for a receipt: this leaf stands at this index, and the next checkpoint will show it."""
    return f"{_PROMISE}\n{origin}\n{index}\n{leaf}\n"
