"""Measures without a computer: quarters and their reports, targets, lights, the steps against slow units."""

from app.measures.rules.lights import ORDER, Light, light
from app.measures.rules.quarters import Quarter, due_on, parse_quarter, quarter_of
from app.measures.rules.steps import MOVES, StepKind, StepState, after, open_verbs
from app.measures.rules.targets import (
    Bound,
    TargetKind,
    Wanted,
    check_targets,
    decimal,
    plain,
    reached,
    read_targets,
    written,
)
from app.measures.rules.units import Holder, names, without_city

__all__ = [
    "MOVES",
    "ORDER",
    "Bound",
    "Holder",
    "Light",
    "Quarter",
    "StepKind",
    "StepState",
    "TargetKind",
    "Wanted",
    "after",
    "check_targets",
    "decimal",
    "due_on",
    "light",
    "names",
    "open_verbs",
    "parse_quarter",
    "plain",
    "quarter_of",
    "reached",
    "read_targets",
    "without_city",
    "written",
]
