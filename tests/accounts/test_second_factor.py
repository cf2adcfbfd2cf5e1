"""Second factors: demanded of four roles, codes taken once, recovery codes, and nothing but the set-up before it."""

import re

import pytest

from app.accounts import queries
from app.kernel import credentials
from app.kernel.db import db, transaction
from app.kernel.permissions import SECOND_FACTOR, Role
from app.ledger import queries as ledger
from tests import make
from tests.accounts.test_sign_in import post

CODE = "/auth/two-factor/code"


def code_of(user):
    db.session.refresh(user)
    return credentials.totp_code(user.tf_totp_secret)


def start(client, user):
    answer = post(client, user.username)
    assert answer.location.startswith(CODE)


@pytest.mark.parametrize("role", sorted(SECOND_FACTOR))
def test_the_password_alone_does_not_sign_in_where_a_second_factor_is_demanded(client, role):
    user = make.user(role)
    start(client, user)
    assert client.get("/settings").status_code == 302
    answer = client.post(CODE, data={"code": code_of(user)})
    assert answer.status_code == 302
    assert client.get("/settings").status_code == 200


def test_a_code_is_taken_once(client, app):
    user = make.user(Role.OVERSIGHT)
    code = code_of(user)
    start(client, user)
    client.post(CODE, data={"code": code})
    other = app.test_client()
    start(other, user)
    answer = other.post(CODE, data={"code": code})
    assert answer.status_code == 422
    assert "已经用过" in answer.text
    assert other.get("/settings").status_code == 302


def test_a_wrong_code_does_not_sign_in(client):
    user = make.user(Role.OVERSIGHT)
    start(client, user)
    answer = client.post(CODE, data={"code": f"{(int(code_of(user)) + 500_000) % 1_000_000:06d}"})
    assert answer.status_code == 422
    assert "动态码不对" in answer.text
    assert client.get("/settings").status_code == 302


def test_whoever_owes_a_second_factor_sets_it_up_before_being_signed_in(client):
    user = make.user(Role.ADMINISTRATOR, totp_key=None)
    assert post(client, user.username).location == "/auth/two-factor/setup"
    assert client.get("/settings").status_code == 302
    page = client.post("/auth/two-factor/setup", data={"setup": "authenticator"})
    assert page.status_code == 200
    key = re.search(r"<code>([A-Z2-7\- ]+)</code>", page.text)[1]
    sealed = credentials.sealed_totp(key.replace("-", "").replace(" ", ""))
    answer = client.post(CODE, data={"code": credentials.totp_code(sealed)})
    assert answer.status_code == 302
    assert client.get("/settings").status_code == 200
    assert "account:set_second_factor" in [entry.verb for entry in ledger.of(user.actor)]


@pytest.mark.parametrize("path", ["/", "/settings", "/admin/users", "/help", "/settings/recovery-codes"])
def test_a_signed_in_user_who_owes_a_second_factor_reaches_nothing_but_the_set_up(sqlite_app, path):
    client = sqlite_app.test_client()
    client.sign_in(make.user(Role.ADMINISTRATOR, totp_key=None))
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.location == "/auth/two-factor/setup"
    assert client.get("/auth/two-factor/setup").status_code == 200
    with client.get("/static/site.css") as sheet:
        assert sheet.status_code == 200
    assert client.post("/auth/logout").status_code == 302


def test_a_role_that_must_have_a_second_factor_cannot_give_it_up(client):
    user = make.user(Role.LEADER)
    client.sign_in(user)
    client.post("/auth/two-factor/setup", data={"setup": "disable"})
    db.session.refresh(user)
    assert user.tf_totp_secret is not None


def test_a_role_that_need_not_have_one_can_give_it_up(client):
    user = make.user(Role.CLERK, totp_key=make.TOTP_KEY)
    client.sign_in(user)
    assert "停用两步验证" in client.get("/auth/two-factor/setup").text
    client.post("/auth/two-factor/setup", data={"setup": "disable"})
    db.session.refresh(user)
    assert user.tf_totp_secret is None
    assert ledger.of(user.actor)[-1].verb == "account:drop_second_factor"


def test_a_recovery_code_signs_in_once_and_is_kept_as_a_hash(client, app):
    user = make.user(Role.OVERSIGHT)
    client.sign_in(user)
    page = client.post("/settings/recovery-codes")
    codes = re.findall(r"<code>([0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4})</code>", page.text)
    assert len(codes) == 10
    db.session.refresh(user)
    assert not set(codes) & set(user.mf_recovery_codes)
    assert codes[0] not in client.get("/settings/recovery-codes?show_codes=1").text

    other = app.test_client()
    start(other, user)
    assert other.post("/auth/recovery-code", data={"code": codes[0].upper()}).status_code == 302
    assert other.get("/settings").status_code == 200

    third = app.test_client()
    start(third, user)
    answer = third.post("/auth/recovery-code", data={"code": codes[0]})
    assert answer.status_code == 422
    assert "每个恢复码只能用一次" in answer.text
    db.session.refresh(user)
    assert len(user.mf_recovery_codes) == 9


def test_an_administrator_clears_a_lost_second_factor(client):
    user, admin = make.user(Role.OVERSIGHT), make.user(Role.ADMINISTRATOR)
    client.sign_in(admin)
    assert client.post(f"/admin/users/{user.id}/reset-second-factor").status_code == 303
    with transaction():
        again = queries.get(user.id)
        assert again.second_factor_due
        assert again.mf_recovery_codes == []


def test_the_first_administrator_sets_up_a_code_and_an_own_password_and_is_in(sqlite_app):
    run = sqlite_app.test_cli_runner().invoke
    name, password = run(args=["user", "create", "first", "--name", "王芳", "--role", "administrator"]).output.split()
    client = sqlite_app.test_client()
    assert post(client, name, password).location == "/auth/two-factor/setup"
    page = client.post("/auth/two-factor/setup", data={"setup": "authenticator"})
    key = re.search(r"<code>([A-Z2-7\- ]+)</code>", page.text)[1]
    code = credentials.totp_code(credentials.sealed_totp(key.replace("-", "").replace(" ", "")))
    client.post(CODE, data={"code": code})
    assert client.get("/admin/users").location == "/settings/password"
    data = {"current": password, "new": make.PASSWORD, "again": make.PASSWORD}
    assert client.post("/settings/password", data=data).status_code == 303
    assert client.get("/admin/users").status_code == 200


def test_the_api_says_so_where_a_second_factor_is_owed(sqlite_app):
    client = sqlite_app.test_client()
    client.sign_in(make.user(Role.OVERSIGHT, totp_key=None))
    answer = client.get("/api/v1/enterprises")
    assert answer.status_code == 403
    assert answer.json["code"] == "second_factor_due"
