"""Settings: each read once, from the environment; production does not start unsafely."""

import base64

import pytest

import config

KEY = base64.b64encode(bytes(range(32))).decode()
SAFE = {
    "BE_MODE": "production",
    "BE_SECRET_KEY": "a" * 40,
    "BE_PASSWORD_SALT": "b" * 40,
    "BE_TOTP_SECRET": "c" * 40,
    "BE_IDENTITY_KEY": KEY,
    "BE_LEDGER_KEY": KEY,
}
SECRETS = [setting.name for setting in config.SETTINGS if setting.secret]


def test_production_starts_with_secrets_of_its_own() -> None:
    assert config.load(SAFE)["MODE"] == "production"


@pytest.mark.parametrize("name", SECRETS)
@pytest.mark.parametrize("value", ["", config.DEFAULT_SECRET, "short"])
def test_production_refuses_default_and_short_secrets(name: str, value: str) -> None:
    with pytest.raises(config.Misconfigured, match=name):
        config.load({**SAFE, name: value})


def test_production_refuses_the_debugger() -> None:
    with pytest.raises(config.Misconfigured, match="FLASK_DEBUG"):
        config.load({**SAFE, "FLASK_DEBUG": "1"})


@pytest.mark.parametrize("key", ["x" * 44, base64.b64encode(bytes(31)).decode(), base64.b64encode(bytes(33)).decode()])
@pytest.mark.parametrize("name", ["BE_IDENTITY_KEY", "BE_LEDGER_KEY"])
def test_production_refuses_a_key_of_the_wrong_length(name: str, key: str) -> None:
    with pytest.raises(config.Misconfigured, match=name):
        config.load({**SAFE, name: key})


@pytest.mark.parametrize(("name", "value"), [("BE_MODE", "prod"), ("BE_HTTPS", "maybe"), ("BE_TRUSTED_PROXIES", "one")])
def test_what_cannot_be_read_is_said_with_its_name(name: str, value: str) -> None:
    with pytest.raises(config.Misconfigured, match=name):
        config.load({name: value})


def test_the_debugger_is_off_unless_wished() -> None:
    assert config.load({})["DEBUG"] is False


@pytest.mark.parametrize("short", ["postgresql://", "postgres://", "postgresql+psycopg://"])
def test_every_usual_address_of_postgresql_is_understood(short: str) -> None:
    loaded = config.load({"DATABASE_URL": f"{short}me@host/city"})
    assert loaded["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://me@host/city"


def test_https_makes_cookies_secure() -> None:
    loaded = config.load({"BE_HTTPS": "1"})
    assert loaded["SESSION_COOKIE_SECURE"] is True
    assert loaded["REMEMBER_COOKIE_SECURE"] is True


def test_every_setting_has_a_meaning_and_one_name() -> None:
    names = [setting.name for setting in config.SETTINGS]
    assert len(set(names)) == len(names)
    assert all(setting.meaning for setting in config.SETTINGS)


def test_production_answers_to_its_own_name_only() -> None:
    environ = SAFE | {"BE_HOST": "yshj.example"}
    assert config.load(environ)["TRUSTED_HOSTS"] == ["yshj.example"]
    assert config.load({})["TRUSTED_HOSTS"] is None
