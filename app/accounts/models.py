"""Users and what they sign in with. Column names that start with `fs_`, `tf_` and `mf_` are Flask-Security's."""

from datetime import datetime
from typing import ClassVar

from flask_security import UserMixin, WebAuthnMixin
from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.db import Model
from app.kernel.permissions import SECOND_FACTOR, Role

_ROLES = ", ".join(f"'{role}'" for role in Role)


class User(Model, UserMixin):
    """Somebody who signs in. A clerk and an inspector belong to a department, an enterprise's user to an enterprise.

    A session names `fs_uniquifier`: a new one ends every session at once. `password_once` marks a password that the
    administrator read out and that the user must replace before anything else. `tf_last_counter` is the step of the
    last accepted code, so that none is taken twice. `mf_recovery_codes` holds hashes.
    """

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint(f"role IN ({_ROLES})", name="role_known"),
        CheckConstraint("(role IN ('clerk', 'inspector')) = (department_id IS NOT NULL)", name="department_of_clerk"),
        CheckConstraint("(role = 'enterprise') = (enterprise_id IS NOT NULL)", name="enterprise_of_its_user"),
        CheckConstraint("(tf_primary_method IS NULL) = (tf_totp_secret IS NULL)", name="second_factor_whole"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column()
    username: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    email: Mapped[str | None] = mapped_column(unique=True)
    role: Mapped[Role]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), index=True)
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprises.id"), index=True)
    active: Mapped[bool]
    password: Mapped[str | None]
    password_once: Mapped[bool]
    password_changed_at: Mapped[datetime]
    created_at: Mapped[datetime]
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    fs_webauthn_user_handle: Mapped[str] = mapped_column(unique=True)
    tf_primary_method: Mapped[str | None]
    tf_totp_secret: Mapped[str | None]
    tf_last_counter: Mapped[int | None]
    mf_recovery_codes: Mapped[list[str]]
    webauthn: Mapped[list["Passkey"]] = relationship(back_populates="user", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    tf_phone_number: ClassVar[str | None] = None
    roles: ClassVar[tuple[()]] = ()

    @property
    def actor(self) -> str:
        """How the ledger calls this user."""
        return f"user:{self.id}"

    @property
    def acting_role(self) -> str:
        """The role as the ledger writes it."""
        return self.role

    @property
    def second_factor_due(self) -> bool:
        """Whether the role demands a second factor and none is set up."""
        return self.role in SECOND_FACTOR and not self.tf_totp_secret and not self.webauthn

    def check_tf_required(self, tf_setup_methods: list[tuple[str, str]], _tf_fresh: bool) -> tuple[bool, list[object]]:
        """Flask-Security asks after the password: whether a second factor follows, and by which methods."""
        return bool(tf_setup_methods) or self.role in SECOND_FACTOR, list(tf_setup_methods)

    def check_tf_required_setup(self) -> bool:
        """Flask-Security asks while setting up: whether the second factor can be given up again (False: it can)."""
        return self.role in SECOND_FACTOR


class Passkey(Model, WebAuthnMixin):
    """A passkey (WebAuthn credential): signs in by itself (`first`) or after the password (`secondary`)."""

    __tablename__ = "passkeys"
    __table_args__ = (CheckConstraint("usage IN ('first', 'secondary')", name="usage_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    usage: Mapped[str]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int]
    transports: Mapped[list[str]]
    device_type: Mapped[str]
    backup_state: Mapped[bool]
    extensions: Mapped[str | None]
    lastuse_datetime: Mapped[datetime]
    user: Mapped[User] = relationship(back_populates="webauthn")


class ApiToken(Model):
    """A program's right to act for a user within scopes, until a day. Only the secret's hash is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (CheckConstraint("expires_at > created_at", name="expires_after_creation"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str]
    prefix: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    user: Mapped[User] = relationship()
