"""The database: base class, types, and the one place that commits."""

import enum
import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import BigInteger, Connection, DateTime, Dialect, Engine, Enum, MetaData, event, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import JSON, TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


SEALED: dict[str, Any] = {"info": {"sealed": True}}
"""Ends the `__table_args__` of a table whose rows the ledger seals: no change of them goes unseen."""


class Instant(TypeDecorator[datetime]):
    """An instant: aware going in, UTC in the database, aware coming out. SQLite alone would drop the offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its offset")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Yuan(TypeDecorator[Decimal]):
    """An amount of money, exact: whole cents (分) in the database, yuan with two places outside, in sums too."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value * 100 % 1:
            raise ValueError("an amount has at most two places")
        return int(value * 100)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(int(value)).scaleb(-2)


def _values(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: Instant(),
            Decimal: Yuan(),
            enum.Enum: Enum(enum.Enum, native_enum=False, length=40, values_callable=_values),
            dict[str, Any]: JSON(),
            list[str]: JSON(),
        },
    )


_BRIEFLY = text("SELECT set_config('lock_timeout', '1s', true), set_config('synchronous_commit', 'off', true)")
_TURN = text("SELECT pg_advisory_xact_lock(6900771)")
_ALONE = text("SELECT pg_try_advisory_lock(6900772, :key)")
_NO_LONGER = text("SELECT pg_advisory_unlock(6900772, :key)")

db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def init_app(app: Flask) -> None:
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", _engine_options(app.config["DATABASE_URL"]))
    db.init_app(app)
    app.teardown_appcontext(_let_go)


def _let_go(_error: BaseException | None) -> None:
    """The answer is made: a connection that is lost by now takes nothing from it, and leaves nothing behind."""
    try:
        db.session.close()
    except DBAPIError:
        db.session.registry.clear()


def _engine_options(url: str) -> dict[str, Any]:
    """How connections are kept: each shows that it lives before an act trusts it, so a restarted server fails nobody.

    On PostgreSQL nobody waits for ever for a server out of reach; and a client that falls silent in the midst of an
    act, its machine gone, holds its locks, the ledger's above all, for a minute and no longer. Statements are not
    compiled to machine code: that takes it longer than running them; they have room to join a city's tables in memory.
    """
    settings = {"idle_in_transaction_session_timeout": "60s", "jit": "off", "work_mem": "32MB"}
    patience = {
        "connect_timeout": 10,
        "tcp_user_timeout": 60_000,
        "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
    }
    return {"pool_pre_ping": True, "connect_args": patience if url.startswith("postgresql") else {}}


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """SQLite: enforce foreign keys, let readers and one writer work together, wait for a lock instead of failing."""
    if "sqlite" not in type(connection).__module__:
        return
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "busy_timeout = 10000", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def transaction() -> Iterator[None]:
    """One act: what happens inside lands together or not at all. Entered only at doors, never nested.

    On SQLite the write lock is taken at once, so that what an act reads cannot change before it writes.
    """
    session = db.session
    if session.info.get("acting"):
        raise RuntimeError("an act inside an act")
    session.info["acting"] = True
    try:
        if session.get_bind().dialect.name == "sqlite":
            session.execute(text("BEGIN IMMEDIATE"))
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("acting", None)


@contextmanager
def aside() -> Iterator[None]:
    """A count beside an act, of its own and after it: what fails, or would wait a second for others, is left out."""
    try:
        with transaction():
            if db.session.get_bind().dialect.name == "postgresql":
                db.session.execute(_BRIEFLY)
            yield
    except SQLAlchemyError as error:
        logging.getLogger(__name__).warning("a count was left out: %s", type(error).__name__)


def take_turn(connection: Connection) -> None:
    """Wait until every act that writes the ledger before this one has ended; nobody overtakes until this one has.

    PostgreSQL wakes those who queue for one row by turns and again; those who queue for a lock of their own once. On
    SQLite the act holds the database since it began.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_TURN)


@contextmanager
def alone(name: str) -> Iterator[bool]:
    """Whether nobody else does the piece of work of this name meanwhile; while it lasts, others are told no.

    PostgreSQL holds the lock as long as this connection lives, however the process ends. On SQLite, where there is one
    machine and one writer, acts wait for each other, and each sees what the one before it did.
    """
    if db.engine.dialect.name != "postgresql":
        yield True
        return
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], signed=True)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        mine = bool(connection.scalar(_ALONE, {"key": key}))
        try:
            yield mine
        finally:
            if mine:
                connection.execute(_NO_LONGER, {"key": key})
