"""Looking for users and tokens."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select

from app.accounts import rules
from app.accounts.models import ApiToken, User
from app.kernel.db import db
from app.kernel.errors import Missing, Refused
from app.kernel.permissions import Role


def get(user_id: int) -> User:
    """The user with this id, else `Missing`."""
    if user := db.session.get(User, user_id):
        return user
    raise Missing()


def by_username(text: str) -> User | None:
    """The user whom somebody means who typed this name, or nobody."""
    try:
        name = rules.username(text)
    except Refused:
        return None
    return db.session.scalar(select(User).where(User.username == name))


def users(*, role: Role | None = None, text: str = "", page: int = 1, per_page: int = 50) -> tuple[Sequence[User], int]:
    """One page of the users, and how many there are: of one role, or whose user name or name contains the text."""
    wanted = select(User).order_by(User.username)
    if role is not None:
        wanted = wanted.where(User.role == role)
    if text:
        wanted = wanted.where(User.username.contains(text, autoescape=True) | User.name.contains(text, autoescape=True))
    total = db.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    return db.session.scalars(wanted.limit(per_page).offset((page - 1) * per_page)).all(), total


def of_enterprise(enterprise_id: int) -> Sequence[User]:
    """The users of one enterprise."""
    return db.session.scalars(select(User).where(User.enterprise_id == enterprise_id).order_by(User.id)).all()


def of_department(department_id: int) -> Sequence[User]:
    """The active users of one department."""
    wanted = select(User).where(User.department_id == department_id, User.active)
    return db.session.scalars(wanted.order_by(User.id)).all()


def with_role(role: Role) -> Sequence[User]:
    """The active users with one role."""
    return db.session.scalars(select(User).where(User.role == role, User.active).order_by(User.id)).all()


def actors(named: Iterable[str]) -> dict[str, str]:
    """The names of users by how the ledger calls them (`user:12`); whoever is no user is left out."""
    ids = {int(actor[5:]) for actor in named if actor.startswith("user:")}
    users = db.session.execute(select(User.id, User.name).where(User.id.in_(ids)))
    return {f"user:{user_id}": name for user_id, name in users}


def secret_hash(secret: str) -> str:
    """Under which hash a token's secret is kept. It holds 256 random bits, so a plain hash suffices."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_of(secret: str, *, at: datetime) -> ApiToken | None:
    """The token with this secret, where it works at this instant: not expired, not revoked, its user active."""
    token = db.session.scalar(select(ApiToken).where(ApiToken.secret_hash == secret_hash(secret)))
    if token is None or token.revoked_at is not None or token.expires_at <= at or not token.user.active:
        return None
    return token


def standing(token: ApiToken, *, at: datetime) -> str:
    """`revoked`, `expired` or `active`."""
    if token.revoked_at is not None:
        return "revoked"
    return "expired" if token.expires_at <= at else "active"


def departments() -> list[tuple[int, str]]:
    """The departments that a user can belong to, as `(id, name)`: the table that the foreign key names."""
    table = User.metadata.tables["departments"]
    wanted = select(table.c.id, table.c.name).where(table.c.active).order_by(table.c.code)
    return [(int(row.id), str(row.name)) for row in db.session.execute(wanted)]


def department_id(code: str) -> int | None:
    """The department with this code, or nothing."""
    table = User.metadata.tables["departments"]
    found: int | None = db.session.scalar(select(table.c.id).where(table.c.code == code))
    return found


def token(token_id: int) -> ApiToken:
    """The token with this id, else `Missing`."""
    if found := db.session.get(ApiToken, token_id):
        return found
    raise Missing()


def tokens() -> Sequence[ApiToken]:
    """Every token, the newest first."""
    return db.session.scalars(select(ApiToken).order_by(ApiToken.id.desc())).all()
