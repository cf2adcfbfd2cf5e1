"""One-time codes: twelve signs that nobody confuses, 59 bits; only their digest is kept."""

import hashlib
import re
import secrets
import unicodedata

from app.kernel.errors import Refused

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12
_NOISE = re.compile(r"[\s\-－—]")


def new_code() -> str:
    """A code in fours, such as `7KQM-2WXA-9DTR`."""
    word = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    return "-".join(word[place : place + 4] for place in range(0, LENGTH, 4))


def parse_code(text: str) -> str:
    """The code that somebody typed: case, blanks, dashes and full-width signs do not matter. Refuses another shape."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()
    if len(plain) != LENGTH or set(plain) - set(SIGNS):
        raise Refused("survey_code_unknown", field="code")
    return plain


def digest(code: str) -> str:
    """What is kept of a code."""
    return hashlib.sha256(f"survey code\n{parse_code(code)}".encode()).hexdigest()
