"""What must stay secret at rest: sealed identities, pseudonyms to find one's own cases by, receipt codes.

One root key (`BE_IDENTITY_KEY`) and a subkey of its own for each use (HKDF-SHA256), so that what one use reveals helps
with no other. A sealed blob is `version byte | nonce (12) | AES-256-GCM ciphertext and tag`; the version byte leaves
room for another key or cipher later.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
import unicodedata
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1
KEY_BYTES = 32
_NONCE_BYTES = 12
_TAG_BYTES = 16
_SALT_BYTES = 16

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's 32: no I, L, O, U
CODE_LENGTH = 16
_GROUP = 4
_LOOKALIKES = str.maketrans("OIL", "011")


class Unsealable(Exception):
    """The blob was changed, belongs to another context, or was sealed with another key."""


def key(config_value: str) -> bytes:
    """The 32-byte root key that a setting names: base64 of 32 bytes as it is, any other text by its SHA-256.

    The second form serves development and tests only: `config.load` refuses it in production.
    """
    try:
        raw = base64.b64decode(config_value, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    return raw if len(raw) == KEY_BYTES else hashlib.sha256(config_value.encode()).digest()


def seal(root: bytes, data: dict[str, Any], *, context: str) -> bytes:
    """Encrypt `data` (what JSON can hold) so that it opens under the same key and the same `context` only.

    `context` is what the blob belongs to, such as a complaint's number: a blob copied to another row does not open.
    """
    plain = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    cipher = AESGCM(_subkey(root, b"seal"))
    return bytes([VERSION]) + nonce + cipher.encrypt(nonce, plain.encode(), _bound(VERSION, context))


def unseal(root: bytes, blob: bytes, *, context: str) -> dict[str, Any]:
    """What was sealed. Raises `Unsealable` if a bit was changed, or key or context are not those of `seal`."""
    if len(blob) < 1 + _NONCE_BYTES + _TAG_BYTES or blob[0] != VERSION:
        raise Unsealable("no sealed blob of a known version")
    nonce, sealed = blob[1 : 1 + _NONCE_BYTES], blob[1 + _NONCE_BYTES :]
    try:
        plain = AESGCM(_subkey(root, b"seal")).decrypt(nonce, sealed, _bound(blob[0], context))
    except InvalidTag as error:
        raise Unsealable("changed, or sealed under another key or for another context") from error
    data: dict[str, Any] = json.loads(plain)
    return data


def pseudonym(root: bytes, text: str) -> str:
    """The same 64 hexadecimal digits for the same text under the same key, and nothing about the text without the key.

    Lets "my cases" be found by who asks without storing who filed.
    """
    return hmac.new(_subkey(root, b"pseudonym"), text.encode(), "sha256").hexdigest()


def derived_code(root: bytes, text: str) -> str:
    """The receipt code that belongs to the key of an act: sent twice, the act answers with the same code.

    80 bits of a keyed hash, in groups for reading aloud: `7K3M-…` (19 characters).
    It cannot be guessed without the key.
    """
    digest = hmac.new(_subkey(root, b"receipt code"), text.encode(), "sha256").digest()
    code = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])
    return "-".join(code[start : start + _GROUP] for start in range(0, CODE_LENGTH, _GROUP))


def code_hash(code: str) -> str:
    """What is stored of a receipt code: `salt$sha256`, both hexadecimal, the salt random for each row.

    80 random bits cannot be guessed through a fast hash, so no slow one is needed. Case, blanks, dashes, full-width
    characters and the look-alikes O, I, L do not matter.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"{salt.hex()}${_digest(salt, code)}"


def code_matches(code: str, stored: str) -> bool:
    """Whether a typed code is the one whose `code_hash` is stored; the time taken does not tell how much is right.

    `stored` may be `""` (no such row): the answer is then no, after the same work.
    """
    salt, _, digest = stored.partition("$")
    typed = _digest(bytes.fromhex(salt) if digest else bytes(_SALT_BYTES), code)
    return hmac.compare_digest(typed, digest or "-")


def derived_key(root: bytes, use: str) -> bytes:
    """A root key of its own for another use: neither of the two opens what the other sealed."""
    return _subkey(root, f"root/{use}".encode())


def _subkey(root: bytes, use: bytes) -> bytes:
    if len(root) != KEY_BYTES:
        raise ValueError(f"a root key has {KEY_BYTES} bytes")
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"business-environment/" + use).derive(root)


def _bound(version: int, context: str) -> bytes:
    return bytes([version]) + context.encode()


def _digest(salt: bytes, code: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKC", code).upper() if c.isascii() and c.isalnum())
    return hashlib.sha256(salt + plain.translate(_LOOKALIKES).encode()).hexdigest()
