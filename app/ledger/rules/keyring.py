"""The keys that the ledger signs with and believes."""

from collections.abc import Iterable
from typing import NamedTuple

from app.ledger.rules import notes


class Keyring(NamedTuple):
    """The ledger's signer, the keys it signed with before, and the witnesses whose cosignatures count."""

    signer: notes.Signer
    past: tuple[notes.PublicKey, ...]
    witnesses: tuple[notes.PublicKey, ...]

    @property
    def origin(self) -> str:
        """The name of the ledger in every checkpoint."""
        return self.signer.public.name

    @property
    def trusted(self) -> tuple[notes.PublicKey, ...]:
        """Every key under which a checkpoint or a receipt of this ledger may be signed."""
        return (self.signer.public, *self.past)


def keyring(origin: str, seed: bytes, past: Iterable[str], witnesses: Iterable[str]) -> Keyring:
    """The keys of a ledger called `origin`; others are given as `name+hash+key`. Raises `notes.Malformed`."""
    if not origin or any(sign in origin for sign in " +\n"):
        raise notes.Malformed("the origin of a ledger is a name without blanks and +")
    return Keyring(
        signer=notes.Signer(origin, seed),
        past=tuple(_of_kind(text, notes.LEDGER_KEY) for text in past),
        witnesses=tuple(_of_kind(text, notes.WITNESS_KEY) for text in witnesses),
    )


def _of_kind(text: str, kind: bytes) -> notes.PublicKey:
    found = notes.public_key(text)
    if found.kind != kind:
        raise notes.Malformed(f"{found.name}: a key of another kind")
    return found
