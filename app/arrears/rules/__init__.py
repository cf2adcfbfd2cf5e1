"""Arrears without a computer: who owes, until when it was to be paid, what counts as paid, how the ladder climbs."""

from app.arrears.rules.books import Limit, check_owed, check_repayment, due, interest
from app.arrears.rules.steps import (
    DebtorKind,
    Outcome,
    Standing,
    Step,
    StepKind,
    check_step,
    ladder,
    standing,
)

__all__ = [
    "DebtorKind",
    "Limit",
    "Outcome",
    "Standing",
    "Step",
    "StepKind",
    "check_owed",
    "check_repayment",
    "check_step",
    "due",
    "interest",
    "ladder",
    "standing",
]
