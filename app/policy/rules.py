"""The values of the rulebook: which kinds there are, how they are read, kept and checked."""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, NamedTuple

from app.kernel import parsing
from app.kernel.errors import Refused

Value = int | str | Decimal | list[str] | list[int]
MOST = 1_000_000
MOST_WORKDAYS = 1000
HUNDRED = 100
_ONE_DAY = timedelta(days=1)


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
    DAYS = "days"
    YEARS = "years"
    PERCENT = "percent"
    YUAN = "yuan"
    PEOPLE = "people"
    CASES = "cases"
    TIMES = "times"
    TIMES_A_YEAR = "times_a_year"
    DAY_OF_MONTH = "day_of_month"


class Basis(StrEnum):
    MEASURES = "measures"
    LAW = "law"
    PRACTICE = "practice"


class Term(NamedTuple):
    """One rule as it is in force on a day: its value, where it stands, and the rulebook version that gave it.

    What `value` is follows from the rule: a whole number for working days, `Decimal` for money and shares, a list.
    """

    id: str
    version: int
    value: Any
    clause: str
    unit: Unit


class Row(NamedTuple):
    """One rule as a file brings it."""

    id: str
    kind: ValueKind
    value: Value
    unit: Unit
    basis: Basis
    clause: str
    meaning: str
    choices: list[str]
    from_on: date


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


def is_editable(kind: ValueKind, choices: Sequence[str]) -> bool:
    """Whether a rule can be given another value. A rule with one choice says how the service is built."""
    return kind is not ValueKind.CHOICE or len(choices) > 1


def check_effect(from_on: date, *, today: date, last_from: date) -> None:
    """A version takes effect today or later, and after every version before it: never retroactive."""
    if from_on < today:
        raise Refused("rule_retroactive", field="from_on", today=today)
    if from_on <= last_from:
        raise Refused("rule_later_version", field="from_on", last=last_from)


def day_before(on: date) -> date:
    """The last day of the version that ends where another begins."""
    return on - _ONE_DAY
