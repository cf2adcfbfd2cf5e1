"""A second implementation of what an outsider needs, written from the texts (C2SP signed-note, tlog-checkpoint,
tlog-cosignature; RFC 9162, 2.1) and from nothing of the service.
"""

import base64
import hashlib
import re
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Note(NamedTuple):
    """A signed note: its text, and the bytes behind each name."""

    text: str
    signatures: list[tuple[str, bytes]]


def opened(note: str) -> Note:
    text, _, below = note.rpartition("\n\n")
    lines = below.split("\n")
    assert lines.pop() == "", "a note ends with a line end"
    found = [re.fullmatch("\u2014 ([^ +]+) ([A-Za-z0-9+/]+={0,2})", line) for line in lines]
    assert all(found), "a line under a note is no signature"
    return Note(text + "\n", [(one[1], base64.b64decode(one[2], validate=True)) for one in found if one])


def key(vkey: str) -> tuple[str, bytes, int, bytes]:
    """Name, key hash, algorithm and key of a verifier key."""
    name, hashed, encoded = vkey.split("+", 2)
    raw = base64.b64decode(encoded, validate=True)
    assert hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() == hashed
    return name, bytes.fromhex(hashed), raw[0], raw[1:]


def signed_by(note: Note, vkey: str) -> bool:
    """Whether the note carries a good signature of an Ed25519 key (algorithm 0x01) over its text."""
    name, hashed, algorithm, raw = key(vkey)
    return algorithm == 1 and any(
        who == name and signature[:4] == hashed and holds(raw, signature[4:], note.text.encode())
        for who, signature in note.signatures
    )


def cosigned_by(note: Note, vkey: str) -> int | None:
    """The time of a good cosignature/v1 (algorithm 0x04) of this key."""
    name, hashed, algorithm, raw = key(vkey)
    for who, signature in note.signatures:
        at = int.from_bytes(signature[4:12], "big")
        message = f"cosignature/v1\ntime {at}\n{note.text}".encode()
        if algorithm == 4 and (who, signature[:4]) == (name, hashed) and holds(raw, signature[12:], message):
            return at
    return None


def holds(raw: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def root(leaves: list[bytes]) -> bytes:
    """The Merkle tree hash of some leaves, by the recursion of RFC 9162, 2.1.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\x01" + root(leaves[:half]) + root(leaves[half:])).digest()


def proof(old: int, leaves: list[bytes]) -> list[bytes]:
    """The consistency proof from the first `old` leaves, by the recursion of RFC 9162, 2.1.4.1."""

    def part(count: int, of: list[bytes], whole: bool) -> list[bytes]:
        if count == len(of):
            return [] if whole else [root(of)]
        half = 1
        while half * 2 < len(of):
            half *= 2
        if count <= half:
            return [*part(count, of[:half], whole), root(of[half:])]
        return [*part(count - half, of[half:], False), root(of[:half])]

    return part(old, leaves, True)


class Ledger:
    """A ledger that shows whatever a test wants, signed with its own key."""

    def __init__(self, name: str = "ledger.example/city", seed: bytes = b"l" * 32) -> None:
        self.name = name
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        raw = b"\x01" + self._key.public_key().public_bytes_raw()
        self._hash = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
        self.vkey = f"{name}+{self._hash.hex()}+{base64.b64encode(raw).decode()}"

    def note(self, leaves: list[bytes], day: str, *, size: int | None = None, name: str = "") -> str:
        """A checkpoint of these leaves; `size` and `name` are what it says instead of the truth."""
        told = len(leaves) if size is None else size
        sm3 = base64.b64encode(hashlib.sha256(b"sm3").digest()).decode()
        text = f"{name or self.name}\n{told}\n{base64.b64encode(root(leaves)).decode()}\n"
        text += f"day {day}\nat {day}T16:10:00Z\nsm3 {sm3}\n"
        signature = base64.b64encode(self._hash + self._key.sign(text.encode())).decode()
        return f"{text}\n\u2014 {self.name} {signature}\n"
