"""Whom an inspector must not be sent to, and until when."""

from datetime import date, datetime
from typing import Any

from app.enterprises.models import Enterprise
from app.inspectors.models import Inspector, Recusal
from app.inspectors.service.keeping import ref
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.ledger.service import record


def recuse(
    inspector: Inspector,
    enterprise: Enterprise,
    *,
    reason: str,
    from_on: date,
    until_on: date | None = None,
    by: Actor,
    at: datetime,
) -> Recusal:
    """From a day on the inspector is not sent to the enterprise. The reason stays out of the ledger: it is personal."""
    _check(from_on, until_on)
    made = Recusal(inspector_id=inspector.id, enterprise_id=enterprise.id, reason=reason, from_on=from_on)
    made.until_on, made.entered_at = until_on, at
    db.session.add(made)
    facts: dict[str, Any] = {"enterprise": enterprise.uscc, "from_on": from_on, "until_on": until_on}
    record("inspector:recuse", ref(inspector.certificate_no), by=by, at=at, **facts)
    return made


def end_recusal(recusal: Recusal, *, until_on: date, by: Actor, at: datetime) -> None:
    """The recusal holds until a day, that day included; the day can be corrected."""
    _check(recusal.from_on, until_on)
    recusal.until_on = until_on
    facts: dict[str, Any] = {"enterprise": recusal.enterprise.uscc, "from_on": recusal.from_on, "until_on": until_on}
    record("inspector:end_recusal", ref(recusal.inspector.certificate_no), by=by, at=at, **facts)


def _check(from_on: date, until_on: date | None) -> None:
    if until_on is not None and until_on < from_on:
        raise Refused("recusal_ends_before_it_begins", field="until_on")
