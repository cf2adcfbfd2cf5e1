"""Users: made, changed, shut out. Whatever changes what a user may do ends the user's sessions at once."""

from datetime import datetime
from uuid import uuid4

from app.accounts import queries, rules
from app.accounts.models import User
from app.kernel import credentials
from app.kernel.db import db
from app.kernel.errors import Refused
from app.kernel.permissions import Actor, Role
from app.ledger.service import record


def create_user(
    username: str,
    name: str,
    role: Role,
    *,
    password: str,
    department_id: int | None = None,
    enterprise_id: int | None = None,
    email: str | None = None,
    password_once: bool = False,
    totp_key: str | None = None,
    by: Actor,
    at: datetime,
) -> User:
    """A new user. `password_once`: to be replaced at the first sign-in; `totp_key` (base32): a second factor at once.

    An enterprise's user name is its code. Raises `Refused` for a name taken, a weak password or a wrong place.
    """
    username = rules.username(username)
    rules.check_place(role, department_id, enterprise_id)
    if not password_once:
        rules.check_password(password, username=username)
    if queries.by_username(username) is not None:
        raise Refused("username_taken", field="username")
    user = User(
        username=username,
        name=name,
        role=role,
        department_id=department_id,
        enterprise_id=enterprise_id,
        email=email,
        active=True,
        password=credentials.hashed(password),
        password_once=password_once,
        password_changed_at=at,
        created_at=at,
        fs_uniquifier=uuid4().hex,
        fs_webauthn_user_handle=uuid4().hex,
        tf_primary_method="authenticator" if totp_key else None,
        tf_totp_secret=credentials.sealed_totp(totp_key) if totp_key else None,
        mf_recovery_codes=[],
    )
    db.session.add(user)
    db.session.flush()
    record("account:create", user.actor, by=by, at=at, role=role, department=department_id, enterprise=enterprise_id)
    return user


def change_password(user: User, *, current: str, new: str, by: Actor, at: datetime) -> None:
    """The user's own new password. Ends every session; the door signs the user in again."""
    if not credentials.matches(current, user.password):
        raise Refused("password_wrong", field="current")
    rules.check_password(new, username=user.username, field="new")
    if credentials.matches(new, user.password):
        raise Refused("password_same", field="new")
    _set_password(user, new, once=False, at=at)
    record("account:change_password", user.actor, by=by, at=at)


def reset_password(user: User, *, by: Actor, at: datetime) -> str:
    """A one-time password, to be told to the user by another way and replaced at the next sign-in."""
    password = credentials.one_time_password()
    _set_password(user, password, once=True, at=at)
    record("account:reset_password", user.actor, by=by, at=at)
    return password


def _set_password(user: User, password: str, *, once: bool, at: datetime) -> None:
    user.password = credentials.hashed(password)
    user.password_once = once
    user.password_changed_at = at
    user.fs_uniquifier = uuid4().hex


def edit_user(
    user: User,
    *,
    name: str,
    role: Role,
    department_id: int | None = None,
    enterprise_id: int | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """Another name, role or place. Another role or place ends the sessions. Nobody changes the own role."""
    rules.check_place(role, department_id, enterprise_id)
    moved = (role, department_id, enterprise_id) != (user.role, user.department_id, user.enterprise_id)
    if moved and by.actor == user.actor:
        raise Refused("user_self", field="role")
    before = user.role
    user.name, user.role, user.department_id, user.enterprise_id = name, role, department_id, enterprise_id
    if moved:
        user.fs_uniquifier = uuid4().hex
    record(
        "account:edit", user.actor, by=by, at=at, role=role, role_before=before, department=department_id, moved=moved
    )


def deactivate(user: User, *, by: Actor, at: datetime) -> None:
    """Shut the user out, sessions and tokens included. Nobody does it to themselves."""
    if by.actor == user.actor:
        raise Refused("user_self")
    if not user.active:
        raise Refused("user_inactive")
    user.active = False
    user.fs_uniquifier = uuid4().hex
    record("account:deactivate", user.actor, by=by, at=at)


def activate(user: User, *, by: Actor, at: datetime) -> None:
    """Let the user sign in again."""
    if user.active:
        raise Refused("user_active")
    user.active = True
    record("account:activate", user.actor, by=by, at=at)


def end_sessions(user: User, *, by: Actor, at: datetime) -> None:
    """Sign the user out everywhere."""
    user.fs_uniquifier = uuid4().hex
    record("account:end_sessions", user.actor, by=by, at=at)


def set_second_factor(user: User, *, totp_key: str, by: Actor, at: datetime) -> None:
    """Give the user an authenticator app with this base32 key."""
    user.tf_primary_method, user.tf_totp_secret = "authenticator", credentials.sealed_totp(totp_key)
    record("account:set_second_factor", user.actor, by=by, at=at)


def reset_second_factor(user: User, *, by: Actor, at: datetime) -> None:
    """Take away authenticator app, passkeys and recovery codes, after a loss: the user sets them up anew."""
    if by.actor == user.actor:
        raise Refused("user_self")
    user.tf_primary_method = user.tf_totp_secret = user.tf_last_counter = None
    user.mf_recovery_codes = []
    user.webauthn.clear()
    user.fs_uniquifier = uuid4().hex
    record("account:reset_second_factor", user.actor, by=by, at=at)
