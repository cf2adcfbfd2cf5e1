"""A case as its complainant reads it: where it stands, what happened, in words, by units and never by people."""

import json
from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from app.complaints import queries
from app.complaints.models import Complaint, Reply
from app.complaints.rules import ReplyKind, State
from app.complaints.views.histories import Event
from app.departments import queries as departments
from app.kernel import wording
from app.kernel.permissions import Role
from app.kernel.web.pages import instant
from app.ledger.models import Entry
from app.workdays.models import Deadline
from app.workdays.rules import DeadlineKind

REPLIES = {
    "verify": ReplyKind.VERIFICATION,
    "give_preliminary": ReplyKind.PRELIMINARY,
    "resolve": ReplyKind.FINAL,
}
UNTOLD = {"revise_sheet", "request_unsealing", "refuse_unsealing"}
WAITED_FOR = (
    DeadlineKind.ACCEPTANCE,
    DeadlineKind.VERIFICATION,
    DeadlineKind.PRELIMINARY,
    DeadlineKind.RESOLUTION,
    DeadlineKind.RECTIFICATION,
)


def where(complaint: Complaint) -> str:
    """Where the case stands, in one sentence."""
    waited = next_clock(complaint)
    facts = {"unit": _department(complaint), "due": waited.due_on.isoformat() if waited else "--"}
    return wording.label("where", complaint.state) % facts


def next_clock(complaint: Complaint) -> Deadline | None:
    """The running clock that comes next."""
    running = {found.kind: found for found in queries.clocks(complaint) if found.is_open}
    return next((running[kind] for kind in WAITED_FOR if kind in running), None)


def _department(complaint: Complaint) -> str:
    return departments.get(complaint.department_id).name if complaint.department_id else str(_("承办单位"))


def timeline(complaint: Complaint) -> list[Event]:
    """What happened, newest first; above it what comes next."""
    told = list(_told(complaint))
    waited = next_clock(complaint)
    if waited is not None and complaint.state is not State.UNDER_REVIEW:
        words = _("下一步：%(step)s", step=wording.label("deadline_kind", waited.kind))
        told.append(Event(_("最晚 %(day)s", day=waited.due_on.isoformat()), words, next=True))
    return told[::-1]


def _told(complaint: Complaint) -> Iterator[Event]:
    unit = ""
    bodies = _Bodies(complaint)
    for entry in queries.timeline(complaint):
        verb, facts = entry.verb.removeprefix("complaint:"), json.loads(entry.facts)
        if "department" in facts and (found := departments.find(str(facts["department"]))):
            unit = found.name
        if verb not in UNTOLD:
            words, body = _words(verb, facts, unit), bodies.of(verb, facts)
            yield Event(instant(entry.at), words, _unit(entry, unit), body, receipt=_receipt(entry))


def _unit(entry: Entry, department: str) -> str:
    """Whose act it was."""
    if entry.acting_role == Role.OVERSIGHT:
        return str(_("市优办"))
    return department if entry.acting_role == Role.CLERK else str(_("您"))


def _receipt(entry: Entry) -> str:
    """Where the receipt of the complainant's own act is to be had."""
    if not queries.has_receipt(entry):
        return ""
    return url_for("complaints.receipt_file", number=entry.ref, seq=entry.ref_seq)


def _words(verb: str, facts: dict[str, Any], unit: str) -> str:
    """One act in words; what it decided makes other words of it."""
    told = {
        "decide_extension": "granted" if facts.get("granted") else "not_granted",
        "call_back": "satisfied" if facts.get("satisfied") else "not_satisfied",
        "decide_review": str(facts.get("outcome")),
    }.get(verb, verb)
    return wording.label("told", told) % {**_named(verb, facts), "unit": unit}


def _named(verb: str, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as words."""
    named = {"to": facts.get("to", ""), "days": facts.get("days", "")}
    if verb in {"decline", "route"}:
        named["why"] = wording.label("complaint.decline_reason", facts["reason"])
    if verb == "reclassify":
        named["complexity"] = wording.label("complaint.complexity", facts["to"])
    if verb == "rate":
        named["score"] = wording.label("complaint.score", facts["score"])
    return named


class _Bodies:
    """What was said at each act, handed out in the order of the acts."""

    def __init__(self, complaint: Complaint) -> None:
        replies = queries.replies(complaint)
        review, mended = queries.review(complaint), queries.rectification(complaint)
        rectified = [entry for entry in queries.timeline(complaint) if entry.verb == "complaint:rectify"]
        self.replies = {kind: iter([row for row in replies if row.kind is kind]) for kind in ReplyKind}
        self.said: dict[str, Iterator[str]] = {
            "supplement": iter([row.words for row in queries.supplements(complaint)]),
            "rate": iter([row.words for row in queries.ratings(complaint)]),
            "request_review": iter([review.reason] if review else []),
            "rectify": iter(
                ["" for _entry in rectified[1:]] + ([f"{mended.plan}\n{mended.evidence}"] if mended else [])
            ),
        }

    def of(self, verb: str, facts: dict[str, Any]) -> str:
        """The text that goes with one act."""
        if verb in REPLIES:
            return reply_text(next(self.replies[REPLIES[verb]], None))
        if verb in self.said:
            return next(self.said[verb], "")
        if verb in {"decline", "route", "decide_extension", "decide_review", "call_back"}:
            return str(facts.get("words", ""))
        return str(facts.get("reason", "")) if verb in {"withdraw", "reclassify", "request_extension"} else ""


def reply_text(reply: Reply | None) -> str:
    """An answer as text: what was found, what was done, on which basis, what comes next."""
    if reply is None:
        return ""
    parts = (
        (_("核实情况"), reply.findings),
        (_("处理结果"), reply.outcome),
        (_("依据"), reply.basis),
        (_("后续"), reply.further),
    )
    return "\n".join(_("%(name)s：%(words)s", name=name, words=words) for name, words in parts if words)
