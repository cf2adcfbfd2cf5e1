"""Reference numbers with a check digit (ISO 7064 MOD 11,10): glossary 4.5."""

import re
import secrets
import unicodedata

from stdnum.iso7064 import mod_11_10

from app.kernel.errors import Refused

_RANDOM = re.compile(r"^(TS|QK)([0-9]{4})([0-9]{4})([0-9])$")
_SERIAL = re.compile(r"^([A-Z]{2})([0-9]{8})([0-9]{6})([0-9])$")


def random_number(prefix: str) -> str:
    """A number like `TS-0482-9174-4` that tells neither when nor in which order a case was filed."""
    body = f"{secrets.randbelow(10**8):08d}"
    return f"{prefix}-{body[:4]}-{body[4:]}-{mod_11_10.calc_check_digit(body)}"


def serial_number(prefix: str, day: str, serial: int) -> str:
    """A number like `NJ-20260911-000031-1`; `day` is `YYYYMMDD`, `serial` gap-free within a year."""
    body = f"{day}{serial:06d}"
    return f"{prefix}-{day}-{serial:06d}-{mod_11_10.calc_check_digit(body)}"


def parse_number(value: str) -> str:
    """The canonical form of a number typed by a person: dashes, blanks, case and full-width digits do not matter.

    Raises `Refused("number_malformed")` for another shape and `Refused("number_check_digit")` for a wrong last digit.
    """
    plain = re.sub(r"[\s\-‐-―－]", "", unicodedata.normalize("NFKC", value)).upper()
    match = _RANDOM.match(plain) or _SERIAL.match(plain)
    if not match:
        raise Refused("number_malformed")
    if not mod_11_10.is_valid("".join(match.groups()[1:])):
        raise Refused("number_check_digit")
    return "-".join(match.groups())
