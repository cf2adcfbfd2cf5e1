"""Every entry seals the rows that its act wrote: whoever changes one behind the service's back is found by `fsck`.

A table takes part that says so: `kernel.db.SEALED` ends its `__table_args__`. An act that writes such a row after its
entry, or without one, does not commit.
"""

from typing import Any

from sqlalchemy import Connection, Table, event, inspect
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, object_session

from app.kernel.db import Model, db
from app.ledger import rules

_WAITING, _GONE = "rows without an entry", "rows that a flush took away"
_CHANGED = "rows that a flush is about to change"


def seal() -> str:
    """Canonical JSON of the rows that were written since the last entry: `table/key` and digest, empty for deleted."""
    waiting = db.session.info.pop(_WAITING, {})
    return rules.canonical({name: "" if row is None else _digest(row) for name, row in waiting.items()})


def _digest(row: Any) -> str:
    mapper = inspect(row).mapper
    return rules.row_digest(
        {column.name: getattr(row, mapper.get_property_by_column(column).key) for column in mapper.columns}
    )


def _name(row: Any) -> str:
    state = inspect(row)
    return f"{state.mapper.local_table.name}/{'/'.join(map(str, state.mapper.primary_key_from_instance(row)))}"


def _sealed(row: Any) -> bool:
    return _is_sealed(inspect(row).mapper)


def _is_sealed(mapper: Mapper[Any]) -> bool:
    table = mapper.local_table
    return isinstance(table, Table) and bool(table.info.get("sealed"))


@event.listens_for(Model, "after_delete", propagate=True)
def _note_gone(mapper: Mapper[Any], _connection: Connection, row: Any) -> None:
    """A row goes, by itself or because what it belonged to let go of it."""
    session = object_session(row)
    if session is not None and _is_sealed(mapper):
        session.info.setdefault(_GONE, {})[_name(row)] = None


@event.listens_for(db.session, "before_flush")
def _note_changed(session: Session, _context: Any, _rows: Any) -> None:
    """After the flush a row whose version alone was counted on looks as if nothing had changed."""
    session.info[_CHANGED] = [row for row in session.dirty if _sealed(row) and session.is_modified(row)]


@event.listens_for(db.session, "after_flush")
def _collect(session: Session, _context: Any) -> None:
    waiting = session.info.setdefault(_WAITING, {})
    waiting |= {_name(row): row for row in session.new if _sealed(row)}
    waiting |= {_name(row): row for row in session.dirty if _sealed(row) and session.is_modified(row)}
    waiting |= {_name(row): row for row in session.info.pop(_CHANGED, [])}
    waiting |= session.info.pop(_GONE, {})


@event.listens_for(db.session, "before_commit")
def _refuse_unsealed(session: Session) -> None:
    session.flush()
    if waiting := session.info.get(_WAITING):
        raise RuntimeError(f"rows changed after the entry of their act, or without one: {', '.join(waiting)}")


@event.listens_for(db.session, "after_soft_rollback")
def _forget(session: Session, _previous: Any) -> None:
    session.info.pop(_WAITING, None)
    session.info.pop(_GONE, None)
    session.info.pop(_CHANGED, None)


@event.listens_for(db.session, "do_orm_execute")
def _refuse_unseen(asked: ORMExecuteState) -> None:
    """A change in bulk passes the flush by: of a sealed table it would go unseen."""
    if not (asked.is_insert or asked.is_update or asked.is_delete) or asked.bind_mapper is None:
        return
    if _is_sealed(asked.bind_mapper):
        raise RuntimeError(f"{asked.bind_mapper.local_table} is sealed row by row: change it through its objects")
