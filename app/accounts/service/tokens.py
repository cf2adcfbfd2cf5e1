"""Tokens of programs: made once, shown once, revoked at once (ux.md A-03)."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from app.accounts import queries, rules
from app.accounts.models import ApiToken, User
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor
from app.ledger.service import record

USED_EVERY = timedelta(minutes=1)


def create_token(
    user: User, name: str, scopes: Collection[str], *, days: int, by: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """A token that acts for `user` within `scopes` for so many days, and its secret, which is not kept."""
    if not 1 <= days <= rules.TOKEN_DAYS_MOST:
        raise Refused("token_days", field="days", most=rules.TOKEN_DAYS_MOST)
    if not user.active:
        raise Refused("user_inactive", field="username")
    granted = rules.scopes(scopes, user.role)
    secret = rules.TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        user=user,
        name=name,
        prefix=secret[: len(rules.TOKEN_PREFIX) + 6],
        secret_hash=queries.secret_hash(secret),
        scopes=granted,
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    db.session.add(token)
    db.session.flush()
    record("token:create", f"token:{token.id}", by=by, at=at, user=user.actor, scopes=" ".join(granted), days=days)
    return token, secret


def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> None:
    """From now on the token opens nothing. Sent twice, it is revoked once."""
    if token.revoked_at is None:
        token.revoked_at = at
        record("token:revoke", f"token:{token.id}", by=by, at=at)


def touch_token(token: ApiToken, *, at: datetime) -> None:
    """Note the last use, to the minute; not an act, so not in the ledger."""
    if due_to_touch(token, at=at):
        token.last_used_at = at


def due_to_touch(token: ApiToken, *, at: datetime) -> bool:
    """Whether the noted last use is older than a minute."""
    return token.last_used_at is None or at - token.last_used_at > USED_EVERY
