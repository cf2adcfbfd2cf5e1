"""Writing an entry: in the transaction of the act it tells of, never apart from it."""

from contextvars import ContextVar
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from app.kernel.db import db
from app.kernel.permissions import Actor
from app.ledger import rules
from app.ledger.models import Entry, Head

request_id: ContextVar[str] = ContextVar("request_id", default="")


def record(
    verb: str,
    ref: str,
    *,
    by: Actor,
    at: datetime,
    behalf: str = "",
    rulebook_version: int | None = None,
    calendar_version: int | None = None,
    **facts: Any,
) -> Entry:
    """Add the entry of one act. The last beat of every verb: it holds the ledger's lock until the act commits.

    `verb` is `slice:verb`, `ref` the number of the case; `facts` are text, whole numbers, days, instants or decimals.
    """
    text = rules.canonical(facts)
    db.session.flush()
    size = db.session.execute(update(Head).values(size=Head.size + 1).returning(Head.size)).scalar_one()
    last = db.session.execute(select(func.max(Entry.ref_seq), func.max(Entry.index)).where(Entry.ref == ref)).one()
    entry = Entry(
        index=size - 1,
        version=rules.VERSION,
        verb=verb,
        ref=ref,
        ref_seq=(last[0] or 0) + 1,
        previous=last[1],
        actor=by.actor,
        acting_role=str(by.acting_role),
        behalf=behalf,
        request_id=request_id.get(),
        at=at,
        facts=text,
        facts_hash=rules.facts_hash(text),
        rulebook_version=rulebook_version,
        calendar_version=calendar_version,
    )
    db.session.add(entry)
    db.session.flush()
    return entry
