"""Writing an entry: in the transaction of the act it tells of, never apart from it."""

import secrets
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, insert, select, update

from app.kernel import clock
from app.kernel.db import db, take_turn
from app.kernel.errors import Conflict
from app.kernel.permissions import Actor
from app.ledger import rules
from app.ledger.models import Entry, Head
from app.ledger.service.sealing import seal

_entries, _head = Entry.metadata.tables[Entry.__tablename__], Head.metadata.tables[Head.__tablename__]
_ADD = insert(_entries)


def _of_case(column: ColumnElement[int]) -> ScalarSelect[int]:
    """This column of the case's last entry."""
    asked = select(column).where(_entries.c.ref == bindparam("ref"))
    return asked.order_by(_entries.c.ref_seq.desc()).limit(1).scalar_subquery()


_COUNT_UP = (
    update(_head)
    .values(size=_head.c.size + 1)
    .returning(_head.c.size, _head.c.closed_on, _of_case(_entries.c.ref_seq), _of_case(_entries.c.index))
)

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
) -> None:
    """Add the entry of one act. The last beat of every verb: it holds the ledger's lock until the act commits.

    `verb` is `slice:verb`, `ref` the number of the case; `facts` are text, whole numbers, days, instants or decimals.
    Refuses `ledger_day_closed` where the day of `at` has been closed meanwhile.
    """
    text = rules.canonical(facts)
    db.session.flush()
    rows, salt = seal(), secrets.token_hex(rules.SALT_BYTES)
    connection = db.session.connection()
    index, ref_seq, previous = _next(connection, ref, at)
    fields = rules.Fields(
        index=index,
        version=rules.VERSION,
        verb=verb,
        ref=ref,
        ref_seq=ref_seq,
        previous=previous,
        actor=by.actor,
        acting_role=str(by.acting_role),
        behalf=behalf,
        request_id=request_id.get(),
        at=at,
        facts=text,
        facts_hash=rules.digest(text),
        rows=rows,
        rulebook_version=rulebook_version,
        calendar_version=calendar_version,
        salt=salt,
    )
    said = rules.entry_text(fields)
    proof = {"entry": said, "leaf": rules.leaf(said), "leaf_sm3": rules.leaf_sm3(said, text, rows)}
    connection.execute(_ADD, fields._asdict() | proof)


def _next(connection: Connection, ref: str, at: datetime) -> tuple[int, int, int | None]:
    """The next index, the case's next running number and the index of its last entry. The head stays locked.

    One statement, begun when it is our turn: on PostgreSQL it sees what was committed before it began, and no more.
    """
    take_turn(connection)
    size, closed_on, ref_seq, previous = connection.execute(_COUNT_UP, {"ref": ref}).one()
    if closed_on is not None and clock.day(at) <= closed_on:
        raise Conflict("ledger_day_closed", day=clock.day(at).isoformat())
    return int(size) - 1, (ref_seq or 0) + 1, previous
