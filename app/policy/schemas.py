"""Files (TOML) become rows: a rulebook, every rule checked as a person's typing would be; the conflicts of rules."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from app.kernel import wording
from app.kernel.errors import Refused
from app.policy.rules import Basis, Conflict, Row, Text, Unit, Value, ValueKind, read

DEFAULT = Path(__file__).parent / "rulebook.toml"
CONFLICTS = Path(__file__).parent / "conflicts.toml"


def rulebook(data: bytes) -> list[Row]:
    """The rules of a file, in its order. Refuses `rule_file_unreadable` with what is wrong and in which rule."""
    try:
        document = tomllib.loads(data.decode("utf-8-sig"))
        from_on, tables = document["from_on"], document["rule"]
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise Refused("rule_file_unreadable", why=str(error)) from error
    rows = [_row(table, from_on) for table in tables]
    twice = {row.id for row in rows if sum(other.id == row.id for other in rows) > 1}
    if twice:
        raise Refused("rule_file_unreadable", why=", ".join(sorted(twice)))
    return rows


def _row(table: Mapping[str, Any], from_on: Any) -> Row:
    try:
        kind, unit = ValueKind(table["kind"]), Unit(table.get("unit", "none"))
        choices = [str(choice) for choice in table.get("choices", [])]
        value = _value(kind, table["value"], unit, choices)
        begins = table.get("from_on", from_on)
        if type(begins) is not date:
            raise ValueError("from_on")
        return Row(table["id"], kind, value, unit, Basis(table["basis"]), *_texts(table), choices, begins)
    except (KeyError, ValueError) as error:
        raise Refused("rule_file_unreadable", why=f"{table.get('id', '?')}: {error}") from error
    except Refused as refused:
        why = wording.tell(refused.code, refused.facts).sentence
        raise Refused("rule_file_unreadable", why=f"{table['id']}: {why}") from refused


def _texts(table: Mapping[str, Any]) -> tuple[str, str]:
    return str(table["clause"]), str(table["meaning"])


def _value(kind: ValueKind, given: Any, unit: Unit, choices: list[str]) -> Value:
    """The value as the file gives it: numbers and lists are written out and read again like a person's typing."""
    if isinstance(given, list):
        given = "-".join(map(str, given)) if kind is ValueKind.RANGE else "、".join(map(str, given))
    return read(kind, str(given), unit=unit, choices=choices)


@cache
def conflicts() -> list[Conflict]:
    """The conflicts of rules that come with the service, in the order of their file."""
    tables = tomllib.loads(CONFLICTS.read_text())["conflict"]
    return [Conflict(**table | {"texts": [Text(**one) for one in table["texts"]]}) for table in tables]
