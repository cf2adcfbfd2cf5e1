"""Hashing passwords and sealing the secrets of second factors: the one place, so that every account is kept alike."""

import unicodedata

from flask_security import hash_password, verify_password
from flask_security.proxies import _security
from passlib.pwd import genword


def normalised(password: str) -> str:
    """The password as it is hashed: the same characters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFKD", password)


def hashed(password: str) -> str:
    """The argon2 hash under which the password is stored."""
    return str(hash_password(normalised(password)))


def matches(password: str, stored: str | None) -> bool:
    """Whether the password is the stored one. Without a stored one it takes as long, and is not."""
    if stored is None:
        hash_password(normalised(password))
        return False
    return bool(verify_password(normalised(password), stored))


def one_time_password() -> str:
    """A password to be read out once and replaced at the first sign-in: 16 signs that nobody confuses, in fours."""
    word = str(genword(length=16, chars="23456789abcdefghjkmnpqrstuvwxyz"))
    return "-".join(word[i : i + 4] for i in range(0, 16, 4))


def sealed_totp(key: str | None = None) -> str:
    """The sealed secret of an authenticator app: a new one, or that of the given base32 key (the demo's)."""
    factory = _security.totp_factory
    if key is None:
        return str(factory.generate_totp_secret())
    return str(factory._totp(key=key, format="base32").to_json(encrypt=True))


def totp_code(sealed: str) -> str:
    """The six digits that the authenticator app with this secret shows now."""
    return str(_security.totp_factory.generate_totp_password(sealed))
