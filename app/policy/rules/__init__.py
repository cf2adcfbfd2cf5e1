"""The rulebook without a computer. Holds no number of the measures: those are data."""

from app.policy.rules.conflicts import Conflict, Text
from app.policy.rules.terms import (
    Basis,
    Group,
    Row,
    Term,
    check_effect,
    day_before,
    group,
    is_editable,
    quiet_day_number,
)
from app.policy.rules.values import Unit, Value, ValueKind, kept, read, restored, written

__all__ = [
    "Basis",
    "Conflict",
    "Group",
    "Row",
    "Term",
    "Text",
    "Unit",
    "Value",
    "ValueKind",
    "check_effect",
    "day_before",
    "group",
    "is_editable",
    "kept",
    "quiet_day_number",
    "read",
    "restored",
    "written",
]
