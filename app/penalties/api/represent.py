"""A filing as JSON."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from app.kernel import clock, wording
from app.penalties import queries, rules
from app.penalties.models import Ask, Decision, Filing
from app.workdays import queries as workdays
from app.workdays.rules import DeadlineKind

_PLAIN = (
    *("number", "state", "party_code", "party_name", "case_no", "matter", "facts", "basis", "discretion", "fines"),
    *("kinds", "reasons", "rulebook_version", "late_on", "hearing", "hearing_on", "reviewer", "reviewed_on", "opinion"),
    *("leniency", "first_minor", "leniency_reason", "dropped_why"),
)
_ANNEX = ("position", "name", "mime", "size", "sha256")
_DECIDED = ("document_no", "late", "fines", "kinds", "channel", "published_on")


def when(at: datetime | None) -> str | None:
    """An instant with the offset of Asia/Shanghai."""
    return clock.local(at).isoformat(timespec="seconds") if at else None


def yuan(value: Decimal) -> str:
    """An amount as text, to the cent."""
    return f"{value:.2f}"


def filed(filing: Filing) -> dict[str, Any]:
    """What filing answers; nothing of it changes later."""
    told = {"number": filing.number, "filed_at": when(filing.filed_at), "reasons": filing.reasons}
    return {**told, "fine": yuan(filing.fine), "total": yuan(filing.total)}


def line(row: queries.Row) -> dict[str, Any]:
    """One line of a list."""
    filing = row.filing
    told = {name: getattr(filing, name) for name in ("number", "state", "party_code", "case_no", "matter")}
    told |= {"department": filing.department.code, "decided": row.decision is not None}
    return {**told, "fine": yuan(filing.fine), "filed_at": when(filing.filed_at)}


def case(filing: Filing) -> dict[str, Any]:
    """A filing with everything that belongs to it."""
    made, on = queries.decision(filing), clock.day(filing.filed_at)
    found = queries.findings([filing], {filing.id: made} if made else {}, clock.today())[filing.id]
    others = queries.parts(filing.department_id, filing.party_code, filing.case_no, on, but=filing.number)
    return {
        **{name: getattr(filing, name) for name in _PLAIN},
        **{name: yuan(getattr(filing, name)) for name in ("fine", "total", "threshold")},
        **{name: when(getattr(filing, name)) for name in ("filed_at", "registered_at", "closed_at")},
        "label": wording.label("penalty.state", filing.state),
        "department": filing.department.code,
        "parts": [part.number for part in others],
        "annexes": [{name: getattr(one, name) for name in _ANNEX} for one in queries.annexes(filing)],
        "asks": [_ask(one) for one in queries.asks(filing)],
        "decision": _decision(filing, made) if made else None,
        "findings": [one.value for one in found],
        "open_verbs": sorted(rules.open_verbs(filing.state)),
    }


def _ask(one: Ask) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in ("kind", "words", "answer")}
    return {**told, "asked_at": when(one.asked_at), "answered_at": when(one.answered_at)}


def _decision(filing: Filing, made: Decision) -> dict[str, Any]:
    due, fallen = workdays.deadline(filing.number, DeadlineKind.PUBLICITY), queries.reversal(filing)
    paid = queries.paid(filing, made)
    return {
        **{name: getattr(made, name) for name in _DECIDED},
        **{name: when(getattr(made, name)) for name in ("filed_at", "decided_at", "recorded_at", "withdrawn_at")},
        **{"fine": yuan(made.fine), "paid": yuan(paid.sum), "left": yuan(paid.left)},
        "publish_by": due.due_on if due else None,
        "reversed_on": fallen.on if fallen else None,
    }
