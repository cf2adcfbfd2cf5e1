"""Sums of a draw: manifest, commitment, seed, tickets. Each is SHA-256 in hex over UTF-8 text (draw/1 "Steps")."""

import hashlib
import re

from app.draws.rules.terms import LOCKED, MANIFEST, SECRET, Files
from app.kernel.errors import Refused

_LINE = re.compile(r"([0-9a-f]{64})  ([a-z.]+)\n")
_SECRET = re.compile(rb"([0-9a-f]{64})\n?")


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def digest_of(name: str, data: bytes) -> str:
    """The sum that stands in the manifest: of a file's bytes, of the secret without its line end."""
    return digest(data.removesuffix(b"\n") if name == SECRET else data)


def manifest(sums: dict[str, str]) -> bytes:
    """A line for each locked file in alphabetical order, as `sha256sum` prints it."""
    return "".join(f"{sums[name]}  {name}\n" for name in LOCKED).encode()


def manifest_of(files: Files) -> bytes:
    """The manifest of these files."""
    return manifest({name: digest_of(name, files[name]) for name in LOCKED})


def sums(data: bytes) -> dict[str, str]:
    """The sums in a manifest, by name. Refuses one that is not exactly a line for each locked file, in order."""
    lines = _LINE.findall(data.decode("ascii", "replace"))
    found = {name: total for total, name in lines}
    if tuple(name for _, name in lines) != LOCKED or manifest(found) != data:
        raise Refused("draw_manifest_malformed", file=MANIFEST)
    return found


def secret(data: bytes) -> str:
    """The secret of `secret.txt`. Refuses anything but 64 hex digits on one line."""
    found = _SECRET.fullmatch(data)
    if found is None:
        raise Refused("draw_secret_malformed", file=SECRET)
    return found[1].decode()


def seed(commitment: str, value: str, secret: str) -> str:
    """The seed of a draw: what was committed, what nobody could know then, what nobody could see until now."""
    return digest(f"{commitment}\n{value}\n{secret}".encode())


def ticket(seed: str, what: str) -> str:
    """The ticket of an enterprise (its code), or of an inspector at one (`uscc "\\n" certificate_no`)."""
    return hashlib.sha256(f"{seed}\n{what}".encode()).hexdigest()
