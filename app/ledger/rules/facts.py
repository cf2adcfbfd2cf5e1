"""Canonical text of facts and of rows, and its hash."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal | Enum):
        return str(value.value if isinstance(value, Enum) else value)
    raise TypeError(f"a fact of the ledger cannot be a {type(value).__name__}")


def _holds_float(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_float(part) for part in value.values())
    if isinstance(value, list | tuple):
        return any(_holds_float(part) for part in value)
    return isinstance(value, float)


def canonical(facts: Mapping[str, Any]) -> str:
    """The facts as canonical JSON: sorted keys, no blanks, instants in UTC, decimals as text. Floats are refused."""
    if _holds_float(facts):
        raise TypeError("a fact of the ledger cannot be a float")
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def digest(text: str) -> str:
    """SHA-256 of a canonical text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def row_digest(values: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, of a stored row: its columns by name; bytes enter by their own SHA-256."""
    told = {
        name: hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else value
        for name, value in values.items()
    }
    return digest(canonical(told))
