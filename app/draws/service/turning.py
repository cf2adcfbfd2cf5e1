"""Who comes instead: the next inspector or enterprise of the published order, never somebody picked by hand."""

from datetime import datetime
from typing import Any

from app.accounts.models import User
from app.draws import queries, rules
from app.draws.models import Draw, DrawRecusal, GoneTarget
from app.draws.rules import Gone
from app.draws.service.keeping import held, whole
from app.kernel import clock
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.ledger.service import record


def recuse(
    draw: Draw, uscc: str, department: str, certificate_no: str, *, reason: str, key: bytes, by: User, at: datetime
) -> str | None:
    """A drawn inspector is recused from a visit; answers who goes instead, None where nobody is left.

    Whoever has an account says so themselves, for others a clerk of the department does. Refuses an inspector who is
    not sent there, and the day after the last one for it. The reason is personal and stays out of the ledger.
    """
    found = held(draw)
    rules.after(found.state, "recuse")
    visit = queries.own_visit(found, uscc, department, certificate_no)
    queries.check_recuser(certificate_no, by)
    until = queries.recusable_until(visit.since)
    if clock.day(at) > until:
        raise Refused("draw_recusal_late", until=until)
    instead = _next(found, visit, department, key)
    made = DrawRecusal(draw_id=found.id, uscc=uscc, department=department, certificate_no=certificate_no)
    made.reason, made.replacement, made.recused_by, made.recused_at = reason, instead, by.actor, at
    db.session.add(made)
    facts: dict[str, Any] = {
        "uscc": uscc,
        "department": department,
        "certificate_no": certificate_no,
        "instead": instead or "",
    }
    record("draw:recuse", found.number, by=by, at=at, **facts)
    return instead


def _next(draw: Draw, visit: queries.Standing, department: str, key: bytes) -> str | None:
    away = [one.uscc for one in queries.gone(draw)]
    order = rules.inspectors_in_order(whole(draw, key), draw.value or "", visit.uscc, department, away)
    out = visit.recused.get(department, ())
    try:
        return rules.next_inspector(order, visit.inspectors[department], out)
    except Refused:
        return None


def replace(draw: Draw, uscc: str, kind: Gone, *, reason: str, key: bytes, by: Actor, at: datetime) -> list[str]:
    """A target is closed or has moved: the next of the same order come instead; answers who they are.

    The draw is not repeated, and the other visits stay as they are. Refuses a target that is not to be visited.
    """
    found = held(draw)
    rules.after(found.state, "replace")
    queries.visit(found, uscc)
    away = [one.uscc for one in queries.gone(found)]
    replaced = rules.replacements(whole(found, key), found.value or "", [*away, uscc])[-1]
    visits = [
        {"uscc": one.uscc, "ticket": one.ticket, "tasks": list(one.tasks), "inspectors": one.inspectors}
        for one in replaced.visits
    ]
    lacks = [one._asdict() for one in replaced.shortfalls]
    made = GoneTarget(draw_id=found.id, position=len(away) + 1, uscc=uscc, kind=kind, reason=reason)
    made.outcome, made.replaced_by, made.replaced_at = {"visits": visits, "shortfalls": lacks}, by.actor, at
    db.session.add(made)
    instead = [one.uscc for one in replaced.visits]
    record("draw:replace", found.number, by=by, at=at, uscc=uscc, kind=kind, reason=reason, instead=" ".join(instead))
    return instead
