"""Papers are issued from the newest template; a template is changed by the office, version by version."""

from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.kernel import clock, serials
from app.kernel.db import db
from app.kernel.errors import Conflict, Forbidden, Refused
from app.ledger import rules as proofs
from app.ledger.service import record
from app.results import queries, rules
from app.results.models import Paper, Result, Template
from app.results.rules import Kind, PaperKind

PREFIX = "WS"


def issue(result: Result, kind: PaperKind, *, by: User, at: datetime) -> Paper:
    """Issue a paper: numbered without gaps, its text kept as it is now. An order needs something to be put right."""
    if by.department_id != result.visit.department_id:
        raise Forbidden("result_of_others")
    if kind is PaperKind.ORDER and all(one.kind is not Kind.ORDERED_TO_CORRECT for one in result.findings):
        raise Refused("paper_nothing_ordered", status=409)
    used, number = queries.template(kind), serials.following(PREFIX, clock.day(at))
    text = rules.filled(used.body, queries.values(result, number, at=at))
    made = Paper(number=number, visit_id=result.visit_id, kind=kind, template=used.number, title=used.title, text=text)
    made.issued_at, made.issued_by_id = at, by.id
    db.session.add(made)
    told: dict[str, Any] = {"paper": number, "kind": kind, "template": used.number, "words": proofs.digest(text)}
    record("result:issue", result.visit.number, by=by, at=at, **told)
    return made


def edit_template(
    kind: PaperKind, *, title: str, body: str, why: str, seen: int | None = None, by: User, at: datetime
) -> Template:
    """Make the next version of a template. What was issued before stays as it was."""
    rules.check_body(body)
    now = queries.template(kind)
    if seen is not None and seen != now.number:
        raise Conflict("changed_meanwhile")
    if (title, body) == (now.title, now.body):
        raise Refused("template_unchanged", field="body")
    made = Template(kind=kind, number=now.number + 1, title=title, body=body, why=why, made_at=at, made_by_id=by.id)
    db.session.add(made)
    told: dict[str, Any] = {"number": made.number, "title": title, "why": why, "words": proofs.digest(body)}
    record("result:edit_template", f"template:{kind}", by=by, at=at, **told)
    return made
