"""Limits against guessing, counted in the database: exactly, however many workers there are.

Flask-Limiter counts; `DatabaseStorage` is where. An attempt is counted for an address and a name together, so nobody
can lock another out from elsewhere. Counting has a transaction of its own: an act that is refused still counts.
"""

from datetime import timedelta
from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import RateLimitItem, parse_many
from limits.storage import Storage
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import TooManyRequests

from app.kernel import clock
from app.kernel.db import Model, db

GUESSES = "5 per minute; 10 per 15 minutes; 20 per hour; 50 per day"
_COUNT = text(
    "INSERT INTO rate_limits (key, count, ends) VALUES (:key, :amount, :ends) ON CONFLICT (key) DO UPDATE SET "
    "count = CASE WHEN rate_limits.ends <= :now THEN :amount ELSE rate_limits.count + :amount END, "
    "ends = CASE WHEN rate_limits.ends <= :now THEN :ends ELSE rate_limits.ends END RETURNING count"
)
_LOOK = text("SELECT count, ends FROM rate_limits WHERE key = :key AND ends > :now")
_FORGET = text("DELETE FROM rate_limits WHERE key = :key")
_TIDY = text("DELETE FROM rate_limits WHERE ends <= :now")


class RateLimit(Model):
    """One window: how often its key was counted, and when it ends (seconds since 1970, real time)."""

    __tablename__ = "rate_limits"

    key: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
    ends: Mapped[float] = mapped_column(index=True)


class DatabaseStorage(Storage):
    """Fixed windows in `rate_limits`. One statement counts, so two workers never both pass the last free place."""

    STORAGE_SCHEME = ["database"]  # noqa: RUF012

    @property
    def base_exceptions(self) -> type[Exception]:
        return SQLAlchemyError

    def _run(self, statement: Any, **values: Any) -> Any:
        if db.session.info.get("acting"):
            raise RuntimeError("count before the act: on SQLite two writers of one request would wait for each other")
        with db.engine.begin() as connection:
            result = connection.execute(statement, {"now": clock.wall().timestamp(), **values})
            return result.first() if result.returns_rows else result.rowcount

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        ends = (clock.wall() + timedelta(seconds=expiry)).timestamp()
        count = int(self._run(_COUNT, key=key, amount=amount, ends=ends)[0])
        if count == amount:
            self._run(_TIDY)
        return count

    def get(self, key: str) -> int:
        found = self._run(_LOOK, key=key)
        return int(found[0]) if found else 0

    def get_expiry(self, key: str) -> float:
        found = self._run(_LOOK, key=key)
        return float(found[1]) if found else clock.wall().timestamp()

    def check(self) -> bool:
        return self._run(text("SELECT 1")) is not None

    def reset(self) -> int:
        return int(self._run(text("DELETE FROM rate_limits")))

    def clear(self, key: str) -> None:
        self._run(_FORGET, key=key)


limiter = Limiter(get_remote_address, storage_uri="database://", strategy="fixed-window")


def spend(scope: str, *who: str, most: str = GUESSES) -> None:
    """Count one attempt of `who` in `scope`, refused ones too. Raises 429, with how long to wait, beyond `most`.

    Call it before the transaction of the act. Waits grow because the longer windows fill as well.
    """
    full = [item for item in parse_many(most) if not limiter.limiter.hit(item, scope, *who)]
    if full:
        raise TooManyRequests(retry_after=max(_wait(item, scope, *who) for item in full))


def forgive(scope: str, *who: str, most: str = GUESSES) -> None:
    """Forget the attempts: the right answer was given."""
    for item in parse_many(most):
        limiter.limiter.clear(item, scope, *who)


def address() -> str:
    """The address that the request came from, as the trusted proxies tell it."""
    return request.remote_addr or "unknown"


def _wait(item: RateLimitItem, scope: str, *who: str) -> int:
    """Seconds until the window ends, at least one."""
    ends = limiter.limiter.get_window_stats(item, scope, *who).reset_time
    return max(1, int(ends - clock.wall().timestamp()) + 1)


def init_app(app: Flask) -> None:
    limiter.init_app(app)
