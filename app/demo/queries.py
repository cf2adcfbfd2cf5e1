"""Looking at the demo city."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from app.accounts import queries as accounts
from app.accounts.models import User
from app.demo import rules
from app.demo.models import World
from app.kernel.db import db
from app.kernel.permissions import Role
from app.ledger.models import Entry
from app.results.models import Result

SHOWN = ("director", "officer", "li", "zhou", "leader", "discipline", "inspector", "admin")


def world() -> World | None:
    """The demo city, finished or being built."""
    return db.session.get(World, 1)


def is_loaded() -> bool:
    """Whether a finished demo city lies in this database."""
    found = world()
    return found is not None and found.loaded_at is not None


def is_foreign() -> bool:
    """Whether the database holds acts that no demo city wrote: it must not be thrown away."""
    return world() is None and bool(db.session.scalar(select(func.count()).select_from(Entry)))


def results(visit_ids: Sequence[int]) -> list[Result]:
    """The results of these visits in their order, loaded together."""
    asked = select(Result).where(Result.visit_id.in_(visit_ids))
    found = {one.visit_id: one for one in db.session.scalars(asked).unique()}
    return [found[key] for key in visit_ids]


def offset() -> timedelta:
    """How far the clock of this database runs from the real one: nothing where no finished city lies in it.

    Read on a connection of its own, so that neither a transaction nor a lock is left behind; a database without tables
    is one without a city.
    """
    asked = select(World.as_of, World.loaded_at).where(World.loaded_at.is_not(None))
    try:
        with db.engine.connect() as connection:
            found = connection.execute(asked).first()
    except DBAPIError:
        return timedelta()
    return rules.offset(found.as_of, found.loaded_at) if found else timedelta()


def signins() -> list[User]:
    """Whom a visitor can be: the enterprise first, then the office, the departments, the others.

    Nobody where no finished city lies in the database: its users are real ones then.
    """
    if not is_loaded():
        return []
    named = {user.username: user for name in SHOWN if (user := accounts.by_username(name))}
    own = _enterprises()[:1]
    return [*own, *(named[name] for name in SHOWN if name in named)]


def person(name: str) -> User | None:
    """One of them, by the name that a scene calls them."""
    return next(iter(_enterprises()), None) if name == "enterprise" else accounts.by_username(name)


def _enterprises() -> Sequence[User]:
    return db.session.scalars(select(User).where(User.role == Role.ENTERPRISE).order_by(User.id)).all()
