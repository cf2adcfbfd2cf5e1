"""Every setting once: its name in the environment, its default, how it is read, what it means.

`load` returns Flask's configuration. Production (`BE_MODE=production`) refuses to start with debug or a default secret.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import config_accounts

ROOT = Path(__file__).parent
DEFAULT_SECRET = "development only: not a secret"  # noqa: S105
MODES = ("development", "demo", "test", "production")


class Misconfigured(Exception):
    """A setting that the service must not start with."""


class Setting(NamedTuple):
    name: str
    default: str
    read: Callable[[str], Any]
    meaning: str
    secret: bool = False


def _words(value: str) -> list[str]:
    return value.split()


def _flag(value: str) -> bool:
    if value.lower() not in {"", "0", "1", "false", "true", "no", "yes"}:
        raise ValueError("write 1 or 0")
    return value.lower() in {"1", "true", "yes"}


def _mode(value: str) -> str:
    if value not in MODES:
        raise ValueError(f"write one of {', '.join(MODES)}")
    return value


def _colour(value: str) -> str:
    if value not in {"red", "blue"}:
        raise ValueError("write red or blue")
    return value


def _database(value: str) -> str:
    for short in ("postgresql://", "postgres://"):
        if value.startswith(short):
            return "postgresql+psycopg://" + value.removeprefix(short)
    return value


SETTINGS = (
    Setting("BE_MODE", "development", _mode, "development, demo, test or production"),
    Setting("DATABASE_URL", f"sqlite:///{ROOT / 'var' / 'service.sqlite'}", _database, "where the data lies"),
    Setting("BE_SECRET_KEY", DEFAULT_SECRET, str, "signs sessions and links", secret=True),
    Setting("BE_PASSWORD_SALT", DEFAULT_SECRET, str, "goes into every password hash", secret=True),
    Setting("BE_TOTP_SECRET", DEFAULT_SECRET, str, "seals the second factors", secret=True),
    Setting("BE_IDENTITY_KEY", DEFAULT_SECRET, str, "seals identities; a derived key seals draws", secret=True),
    Setting("BE_LEDGER_KEY", DEFAULT_SECRET, str, "signs the ledger's checkpoints and receipts", secret=True),
    Setting("BE_LEDGER_ORIGIN", "", str, "the ledger's name in every checkpoint; BE_HOST/ledger where empty"),
    Setting("BE_LEDGER_PAST_KEYS", "", _words, "public keys under which earlier checkpoints were signed, by blanks"),
    Setting("BE_LEDGER_WITNESSES", "", _words, "public keys of the witnesses whose cosignatures count, by blanks"),
    Setting("BE_CITY", "沅江市", str, "the city's name on pages and documents"),
    Setting("BE_HOTLINE", "12345", str, "the telephone number shown where a page cannot help"),
    Setting("BE_COLOUR", "red", _colour, "red or blue: the colour of the header"),
    Setting("BE_OWNER", "", str, "whose service it is (主办单位), in the footer; hidden where empty"),
    Setting("BE_SITE_CODE", "", str, "the government site code (网站标识码), in the footer; hidden where empty"),
    Setting("BE_ICP", "", str, "the ICP record number, in the footer; hidden where empty"),
    Setting("BE_POLICE_RECORD", "", str, "the public-security record number, in the footer; hidden where empty"),
    Setting("BE_HOST", "localhost", str, "the host name: passkeys are bound to it, production answers to no other"),
    Setting("BE_HTTPS", "0", _flag, "1 where the service is reached over HTTPS: secure cookies and HSTS"),
    Setting("BE_TRUSTED_PROXIES", "0", int, "how many proxies in front may set X-Forwarded-*"),
    Setting("BE_SMTP", "", str, "where mail is handed in, smtps://user:password@host:port; no mail where empty"),
    Setting("BE_MAIL_FROM", "", str, "the address that mail comes from"),
    Setting("BE_SMS_URL", "", str, "the SMS gateway's address for one POST a message; no SMS where empty"),
    Setting("BE_SMS_TOKEN", "", str, "the bearer token that the SMS gateway asks for"),
    Setting("BE_SMS_SIGN", "营商环境", str, "the signature (签名) before every SMS, as the gateway has approved it"),
    Setting("BE_WEBHOOK_PRIVATE", "0", _flag, "1 where webhooks may go to private addresses, and by plain HTTP"),
    Setting("FLASK_DEBUG", "0", _flag, "Flask's debugger; never in production"),
)


def load(environ: Mapping[str, str]) -> dict[str, Any]:
    """Flask's configuration from the environment. Raises `Misconfigured` with a sentence that tells what to set."""
    values = {setting.name: _read(setting, environ) for setting in SETTINGS}
    if values["BE_MODE"] == "production":
        _refuse_unsafe(values)
    return _flask(values)


def _read(setting: Setting, environ: Mapping[str, str]) -> Any:
    try:
        return setting.read(environ.get(setting.name) or setting.default)
    except ValueError as error:
        raise Misconfigured(f"{setting.name}: {error}") from error


def _refuse_unsafe(values: Mapping[str, Any]) -> None:
    if values["FLASK_DEBUG"]:
        raise Misconfigured("FLASK_DEBUG: production does not run with the debugger; unset it")
    for setting in SETTINGS:
        if setting.secret and (values[setting.name] == DEFAULT_SECRET or len(values[setting.name]) < 32):
            raise Misconfigured(f"{setting.name}: production needs an own secret of at least 32 characters")
    for name in ("BE_IDENTITY_KEY", "BE_LEDGER_KEY"):
        if _key_length(values[name]) != 32:
            raise Misconfigured(f"{name}: 32 random bytes in base64, for example from `openssl rand -base64 32`")


def _key_length(value: str) -> int:
    """How many bytes a key has; 0 where it is no base64."""
    try:
        return len(base64.b64decode(value, validate=True))
    except binascii.Error:
        return 0


def _flask(values: Mapping[str, Any]) -> dict[str, Any]:
    secure = values["BE_HTTPS"]
    return {
        **values,
        "MODE": values["BE_MODE"],
        "DEMO": values["BE_MODE"] == "demo",
        "TESTING": values["BE_MODE"] == "test",
        "DEBUG": values["FLASK_DEBUG"],
        "SECRET_KEY": values["BE_SECRET_KEY"],
        "TRUSTED_HOSTS": [values["BE_HOST"]] if values["BE_MODE"] == "production" else None,
        "LEDGER_ORIGIN": values["BE_LEDGER_ORIGIN"] or f"{values['BE_HOST']}/ledger",
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"],
        "MAX_CONTENT_LENGTH": 60 * 1024 * 1024,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": secure,
        "REMEMBER_COOKIE_SECURE": secure,
        "WTF_CSRF_TIME_LIMIT": None,
        "BOOTSTRAP_SERVE_LOCAL": True,
        "BABEL_DEFAULT_LOCALE": "zh_Hans_CN",
        "LANGUAGES": ("zh_Hans_CN", "en"),
        "API_TITLE": "优化营商环境 API",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        **config_accounts.flask(values),
    }
