"""An account as JSON. Days, never hours; of the last step only the office reads anything."""

from decimal import Decimal
from typing import Any

from app.arrears import queries
from app.arrears.queries import Book, Line
from app.kernel import clock

_CASE = ("contract", "delivered_on", "agreed_on", "due_on", "cut", "rulebook_version")


def yuan(value: Decimal) -> str:
    """An amount as text, to the cent."""
    return f"{value:.2f}"


def line(book: Book) -> dict[str, Any]:
    """One line of a list."""
    case = book.case
    return {
        "number": case.number,
        "standing": book.standing,
        "debtor": case.debtor_name,
        "debtor_kind": case.debtor_kind,
        **{name: yuan(getattr(book, name)) for name in ("owed", "counted", "left")},
        "due_on": case.due_on,
        "overdue_days": book.overdue(clock.today()),
    }


def case(book: Book, *, whole: bool) -> dict[str, Any]:
    """An account with its book; `whole`: with the rung of the ladder that only the office knows."""
    found, today = book.case, clock.today()
    return {
        **line(book),
        **{name: getattr(found, name) for name in _CASE},
        "state": found.complaint.state,
        "claimed": yuan(found.claimed),
        "interest": yuan(book.interest(today, queries.terms(today).interest)),
        "cleared_on": book.cleared_on,
        "disputed": book.disputed,
        "repayments": [_repayment(one) for one in book.lines],
        "assessments": [{"amount": yuan(one.amount), "words": one.words} for one in book.assessments],
        "steps": [step._asdict() for step, _row in queries.steps(found, whole=whole)],
    }


def _repayment(one: Line) -> dict[str, Any]:
    paid, objection = one.repayment, one.objection
    said = ("words", "author", "outcome", "decision")
    return {
        **{name: getattr(paid, name) for name in ("id", "paid_on", "voucher", "author")},
        "amount": yuan(paid.amount),
        "counts": one.counts,
        "left": yuan(one.left),
        "objection": {name: getattr(objection, name) for name in said} if objection else None,
    }
