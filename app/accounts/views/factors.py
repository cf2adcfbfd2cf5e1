"""Second factors: no code is taken twice, recovery codes are kept as hashes, each change is in the ledger."""

import hashlib
import hmac
from typing import Any

from flask import Flask, current_app, session
from flask_security import MfRecoveryCodesUtil, Totp, WebauthnUtil
from flask_security.signals import tf_code_confirmed, tf_disabled, tf_profile_changed, wan_deleted, wan_registered
from passlib.totp import TotpMatch
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.accounts.models import User
from app.kernel import clock
from app.kernel.db import db
from app.ledger.service import record


class Codes(Totp):
    """Time-based codes. The step of the last one is kept; the row's version makes two at once impossible."""

    def get_last_counter(self, user: User) -> int | None:
        return user.tf_last_counter

    def set_last_counter(self, user: User, tmatch: TotpMatch) -> None:
        user.tf_last_counter = tmatch.counter
        db.session.flush()


class Passkeys(WebauthnUtil):
    """A passkey that signs in by itself checks its owner (finger, face, PIN): it is both factors at once."""

    def authenticator_selection(self, user: User, usage: str) -> AuthenticatorSelectionCriteria:
        alone = usage == "first"
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED if alone else ResidentKeyRequirement.PREFERRED,
            user_verification=_verified(alone),
        )

    def user_verification(self, user: User | None, usage: list[str]) -> UserVerificationRequirement:
        return _verified("secondary" not in usage)


def _verified(alone: bool) -> UserVerificationRequirement:
    return UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.DISCOURAGED


class RecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes, shown once, each good for one sign-in."""

    def create_recovery_codes(self, user: User) -> list[str]:
        codes: list[str] = super().create_recovery_codes(user)
        user.mf_recovery_codes = [_kept(code) for code in codes]
        _note("account:make_recovery_codes", user)
        return codes

    def get_recovery_codes(self, user: User) -> list[str]:
        """None: they are not kept in the clear."""
        return []

    def check_recovery_code(self, user: User, code: str) -> bool:
        return _kept(code) in (user.mf_recovery_codes or [])

    def delete_recovery_code(self, user: User, code: str) -> bool:
        user.mf_recovery_codes = [kept for kept in user.mf_recovery_codes if kept != _kept(code)]
        _note("account:use_recovery_code", user, left=len(user.mf_recovery_codes))
        return True


def _kept(code: str) -> str:
    key = current_app.config["BE_TOTP_SECRET"].encode()
    return hmac.new(key, f"recovery code {code}".encode(), hashlib.sha256).hexdigest()


def _note(verb: str, user: User, **facts: Any) -> None:
    db.session.flush()
    record(verb, user.actor, by=user, at=clock.now(), **facts)


def _set_up(_app: Flask, user: User, **_more: Any) -> None:
    _note("account:set_second_factor", user)


def _confirmed(_app: Flask, user: User, **_more: Any) -> None:
    """Sent at every sign-in with a code; only the first one, which sets the app up, is an act."""
    if session.get("tf_state") == "validating_profile":
        _note("account:set_second_factor", user)


def _given_up(_app: Flask, user: User, **_more: Any) -> None:
    _note("account:drop_second_factor", user)


def _passkey_added(_app: Flask, user: User, **_more: Any) -> None:
    _note("account:add_passkey", user)


def _passkey_dropped(_app: Flask, user: User, **_more: Any) -> None:
    _note("account:drop_passkey", user)


def init_app(app: Flask) -> None:
    """Hear what Flask-Security did, inside its act."""
    heard = (
        (tf_profile_changed, _set_up),
        (tf_code_confirmed, _confirmed),
        (tf_disabled, _given_up),
        (wan_registered, _passkey_added),
        (wan_deleted, _passkey_dropped),
    )
    for signal, listener in heard:
        signal.connect(listener, app)
