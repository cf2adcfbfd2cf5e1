"""Values of rules: which kinds there are, how a person's typing is read, and how they are kept without loss."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from app.kernel import parsing
from app.kernel.errors import Refused

Value = int | str | Decimal | list[str] | list[int]
MOST = 1_000_000
MOST_WORKDAYS = 1000
HUNDRED = 100


class ValueKind(StrEnum):
    WHOLE = "whole"
    DECIMAL = "decimal"
    LIST = "list"
    RANGE = "range"
    MONTH_DAY = "month_day"
    DAY = "day"
    CHOICE = "choice"


class Unit(StrEnum):
    NONE = "none"
    WORKDAYS = "workdays"
    WORKHOURS = "workhours"
    DAYS = "days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"
    PERCENT = "percent"
    YUAN = "yuan"
    PEOPLE = "people"
    CASES = "cases"
    TIMES = "times"
    TIMES_A_YEAR = "times_a_year"
    DAY_OF_MONTH = "day_of_month"


def _whole(text: str, unit: Unit) -> int:
    if not re.fullmatch(r"[0-9]{1,7}", text):
        raise Refused("rule_value_whole", field="value")
    least = 1 if unit is Unit.WORKDAYS else 0
    most = MOST_WORKDAYS if unit is Unit.WORKDAYS else MOST
    if not least <= int(text) <= most:
        raise Refused("rule_value_bounds", field="value", least=least, most=most)
    return int(text)


def _decimal(text: str, unit: Unit) -> Decimal:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise Refused("rule_value_decimal", field="value") from None
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -2:
        raise Refused("rule_value_decimal", field="value")
    most = HUNDRED if unit is Unit.PERCENT else MOST * 1000
    if not 0 <= value <= most:
        raise Refused("rule_value_bounds", field="value", least=0, most=most)
    return value


def _list(text: str, unit: Unit) -> list[str]:  # noqa: ARG001
    parts = [part.strip() for part in re.split(r"[、,;\n]", text) if part.strip()]
    if not parts or len(set(parts)) < len(parts):
        raise Refused("rule_value_list", field="value")
    return parts


def _range(text: str, unit: Unit) -> list[int]:  # noqa: ARG001
    match = re.fullmatch(r"([0-9]{1,2})\s*[-~—–至到]\s*([0-9]{1,2})\s*日?", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]) <= 31:
        raise Refused("rule_value_range", field="value")
    return [int(match[1]), int(match[2])]


def _month_day(text: str, unit: Unit) -> str:  # noqa: ARG001
    match = re.fullmatch(r"([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})\s*日?", text)
    try:
        on = date(2023, int(match[1]), int(match[2])) if match else None
    except ValueError:
        on = None
    if on is None:
        raise Refused("rule_value_month_day", field="value")
    return on.strftime("%m-%d")


def _day(text: str, unit: Unit) -> str:  # noqa: ARG001
    return parsing.day(text).isoformat()


_READ: Mapping[ValueKind, Callable[[str, Unit], Value]] = {
    ValueKind.WHOLE: _whole,
    ValueKind.DECIMAL: _decimal,
    ValueKind.LIST: _list,
    ValueKind.RANGE: _range,
    ValueKind.MONTH_DAY: _month_day,
    ValueKind.DAY: _day,
}


def read(kind: ValueKind, text: str, *, unit: Unit, choices: Sequence[str] = ()) -> Value:
    """The value that a person or a file writes as `text`. Refuses with a sentence that shows how to write it."""
    if kind is ValueKind.CHOICE:
        if text not in choices:
            raise Refused("choice_unknown", field="value")
        return text
    plain = text if kind is ValueKind.LIST else unicodedata.normalize("NFKC", text)
    return _READ[kind](plain.strip(), unit)


def written(value: Value) -> str:
    """The value as one writes it into a form: `30000.00`, `1-20`, `满意、不满意`."""
    if isinstance(value, list):
        return "-".join(map(str, value)) if isinstance(value[0], int) else "、".join(map(str, value))
    return str(value)


def kept(value: Value) -> str:
    """The value as the table keeps it: JSON, decimals as text."""
    return json.dumps(str(value) if isinstance(value, Decimal) else value, ensure_ascii=False)


def restored(kind: ValueKind, text: str) -> Value:
    """The value that `kept` wrote."""
    value: Any = json.loads(text)
    restored: Value = Decimal(value) if kind is ValueKind.DECIMAL else value
    return restored
