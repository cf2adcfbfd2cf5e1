"""What Flask-Security and Flask-Limiter are told: the part of the configuration that no setting changes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any


def flask(values: Mapping[str, Any]) -> dict[str, Any]:
    """Flask-Security and Flask-Limiter. What a user may do and see is ours (`kernel.permissions`), not theirs.

    Tests hash cheaply, and travel in time without being signed out.
    """
    argon2 = (1, 8) if values["BE_MODE"] == "test" else (2, 19 * 1024)
    settings = {
        "STATIC_FOLDER": None,
        "CLI_USERS_NAME": None,
        "CLI_ROLES_NAME": None,
        "JOIN_USER_ROLES": False,
        "USER_IDENTITY_ATTRIBUTES": [{"username": {"mapper": str, "case_insensitive": False}}],
        "PASSWORD_SALT": values["BE_PASSWORD_SALT"],
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__rounds": argon2[0],
            "argon2__memory_cost": argon2[1],
            "argon2__parallelism": 1,
        },
        "LOGIN_URL": "/auth/login",
        "LOGOUT_URL": "/auth/logout",
        "VERIFY_URL": "/auth/verify",
        "FRESHNESS": timedelta(minutes=15),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=5),
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_SETUP_URL": "/auth/two-factor/setup",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/auth/two-factor/code",
        "TWO_FACTOR_SELECT_URL": "/auth/two-factor/choose",
        "TWO_FACTOR_RESCUE_URL": "/auth/two-factor/rescue",
        "TWO_FACTOR_POST_SETUP_VIEW": "/settings",
        "TOTP_SECRETS": {"1": values["BE_TOTP_SECRET"]},
        "TOTP_ISSUER": "优化营商环境",
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 10,
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/settings/recovery-codes",
        "MULTI_FACTOR_RECOVERY_URL": "/auth/recovery-code",
        "WEBAUTHN": True,
        "WAN_RP_NAME": "优化营商环境",
        "WAN_ALLOW_USER_HINTS": False,
        "WAN_REGISTER_URL": "/settings/passkeys",
        "WAN_DELETE_URL": "/settings/passkeys/delete",
        "WAN_SIGNIN_URL": "/auth/passkey",
        "WAN_VERIFY_URL": "/auth/verify/passkey",
    }
    lasts = timedelta(days=3650) if values["BE_MODE"] == "test" else timedelta(hours=12)
    return {
        "RATELIMIT_HEADERS_ENABLED": False,
        "SIGN_IN_LASTS": lasts,
        **{f"SECURITY_{name}": value for name, value in settings.items()},
    }
