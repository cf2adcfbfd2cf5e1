"""Copies of a block of the audit's clean city inside the database: other keys and numbers, the next block's firms."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import String, Table, case, cast, func, insert, literal, select, text
from sqlalchemy.types import BigInteger

from app.enterprises import models as enterprises
from app.enterprises.models import Enterprise
from app.kernel.db import db
from tests.bench.auditing import TABLES

BLOCK = 100_000
COPIED: tuple[Table, ...] = tuple(
    one.__table__
    for one in TABLES
    if one not in {Enterprise, enterprises.Rating}  # type: ignore[misc]
)
OWN = {"visits", "complaints", "quiet_day_requests"}  # their keys are those of the visit or the complaint
KEYS, FIRMS = {"visit_id", "complaint_id"}, {"enterprise_id"}
NUMBERS = {"number", "ref", "subject", "source", "filing", "code", "origin"}
ZEROS = 10**14


def last_keys() -> dict[str, int]:
    """The last key of every table that has one of its own."""
    return {one.name: db.session.scalar(select(func.max(_key(one)))) or 0 for one in COPIED}


def copied(nth: int, firms: int, before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[Any]:
    """The statements that copy the first block, whose keys lie between two states, as the `nth` after it.

    PostgreSQL does not look up again what every copied row points to.
    """
    if db.engine.dialect.name == "postgresql":
        yield text("SET LOCAL session_replication_role = replica")
    for table in COPIED:
        own = [one for one in table.columns if one.name != "id" or table.name in OWN]
        told = [_other(table, one, nth, firms) for one in own]
        key = _key(table)
        within = key > before[table.name], key <= after[table.name]
        yield insert(table).from_select([one.name for one in own], select(*told).where(*within))


def _key(table: Table) -> Any:
    return next(table.c[name] for name in ("id", "index", "visit_id") if name in table.c)


def _other(table: Table, column: Any, nth: int, firms: int) -> Any:
    """A column as the copy has it."""
    if column.name in KEYS or (column.name == "id" and table.name in OWN):
        return column + nth * BLOCK
    if column.name == "index":
        return column + 2 * nth * BLOCK
    if column.name in FIRMS:
        return column + nth * firms
    if column.name == "uscc" and table.name == "visit_draws":
        digits = ZEROS + cast(func.substr(column, 5), BigInteger) + nth * firms
        return literal("9143") + func.substr(cast(digits, String), 2)
    if column.name in NUMBERS and isinstance(column.type, String):
        return case((column == "", column), else_=column + f"/{nth}")
    return column
