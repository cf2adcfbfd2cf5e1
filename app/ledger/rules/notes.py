"""Signed notes in the form of C2SP: text, an empty line, and a line for each signature.

A checkpoint is a note of the ledger (C2SP tlog-checkpoint), a cosignature a witness's line under it (C2SP
tlog-cosignature, `cosignature/v1`). Keys are Ed25519, written as `name+hash+key`.
"""

import base64
import binascii
import hashlib
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LEDGER_KEY = b"\x01"
WITNESS_KEY = b"\x04"
SEED_BYTES = 32
_HASH_BYTES = 4
_TIME_BYTES = 8
_DASH = "— "


class Malformed(Exception):
    """No note, key or line of the form."""


class PublicKey(NamedTuple):
    """Whose signatures are believed: `kind` tells the ledger's own (`LEDGER_KEY`) from a witness's."""

    name: str
    kind: bytes
    key: bytes

    @property
    def hash(self) -> bytes:
        """The four bytes by which a signature names its key."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.kind + self.key).digest()[:_HASH_BYTES]

    def __str__(self) -> str:
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(self.kind + self.key).decode()}"


class Signature(NamedTuple):
    """One signature line: by whom, under which key, and the bytes after the key's hash."""

    name: str
    hash: bytes
    signed: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.hash + self.signed).decode()}\n"


class Signer:
    """A name and its private key (`seed`, 32 bytes)."""

    def __init__(self, name: str, seed: bytes, kind: bytes = LEDGER_KEY) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.public = PublicKey(name, kind, self._key.public_key().public_bytes_raw())

    def sign(self, text: str) -> Signature:
        """Sign a note's text."""
        return Signature(self.public.name, self.public.hash, self._key.sign(text.encode()))

    def cosign(self, text: str, at: int) -> Signature:
        """Sign, as a witness, that the ledger showed this checkpoint at the instant `at` (seconds since 1970)."""
        signed = self._key.sign(_cosigned(text, at))
        return Signature(self.public.name, self.public.hash, at.to_bytes(_TIME_BYTES, "big") + signed)


def public_key(text: str) -> PublicKey:
    """Read `name+hash+key`. Raises `Malformed` where the hash is not the key's own."""
    name, _, rest = text.strip().partition("+")
    hashed, _, encoded = rest.partition("+")
    raw = decoded(encoded)
    found = PublicKey(name, raw[:1], raw[1:])
    if not name or " " in name or found.hash.hex() != hashed or found.kind not in {LEDGER_KEY, WITNESS_KEY}:
        raise Malformed("no key of the form name+hash+key")
    return found


def decoded(text: str) -> bytes:
    """Base64, in its one canonical spelling. Raises `Malformed`."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Malformed("not base64") from error
    if base64.b64encode(raw).decode() != text:
        raise Malformed("another spelling of base64")
    return raw


def signature(line: str) -> Signature:
    """Read one signature line. Raises `Malformed`."""
    name, _, encoded = line.removeprefix(_DASH).rstrip("\n").partition(" ")
    raw = decoded(encoded)
    if not line.startswith(_DASH) or not name or len(raw) <= _HASH_BYTES:
        raise Malformed("no signature line")
    return Signature(name, raw[:_HASH_BYTES], raw[_HASH_BYTES:])


def opened(note: str) -> tuple[str, list[Signature]]:
    """A note's text, with its last line end, and its signatures. Raises `Malformed`."""
    text, parted, lines = note.rpartition("\n\n")
    if not parted or not lines.endswith("\n"):
        raise Malformed("no note: an empty line and signatures are missing")
    return text + "\n", [signature(line) for line in lines.splitlines()]


def closed(text: str, *signatures: Signature) -> str:
    """A note from its text and its signatures."""
    return text + "\n" + "".join(map(str, signatures))


def is_signed(text: str, found: Signature, key: PublicKey) -> bool:
    """Whether the signature is this key's over this text; a witness's tells its instant too (see `cosigned_at`)."""
    if (found.name, found.hash) != (key.name, key.hash):
        return False
    if key.kind == WITNESS_KEY:
        return _holds(found.signed[_TIME_BYTES:], _cosigned(text, cosigned_at(found)), key.key)
    return _holds(found.signed, text.encode(), key.key)


def cosigned_at(found: Signature) -> int:
    """When a witness signed, in seconds since 1970, by its own clock."""
    return int.from_bytes(found.signed[:_TIME_BYTES], "big")


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _holds(signed: bytes, message: bytes, key: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signed, message)
    except (InvalidSignature, ValueError):
        return False
    return True
