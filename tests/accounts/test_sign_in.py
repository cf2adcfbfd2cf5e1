"""Signing in: by name and password, with equal answers, with a second factor where the role wants one."""

import re

import pytest

from app.kernel.permissions import Role
from tests import make

SIGN_IN = "/auth/login"


def post(client, username, password=make.PASSWORD, **more):
    return client.post(SIGN_IN, data={"username": username, "password": password}, **more)


def test_a_user_signs_in_by_name_and_password(client):
    user = make.user(Role.CLERK)
    answer = post(client, user.username)
    assert answer.status_code == 302
    assert answer.location == "/"
    assert client.get("/settings").status_code == 200


def test_an_enterprise_signs_in_by_its_code_typed_as_people_type_it(client):
    user = make.user(Role.ENTERPRISE)
    typed = f" {user.username.lower()[:9]} {user.username.lower()[9:]} "
    assert post(client, typed).status_code == 302


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client):
    user = make.user(Role.CLERK)
    wrong, unknown = post(client, user.username, "not the password"), post(client, "nobody.at.all", "not the password")
    assert wrong.status_code == unknown.status_code == 422
    assert "用户名或密码不对" in wrong.text

    def masked(text):
        text = text.replace(user.username, "NAME").replace("nobody.at.all", "NAME")
        return re.sub(r'(csrf_token|once)" value="[^"]*"|nonce="[^"]*"', "", text)

    assert masked(wrong.text) == masked(unknown.text)


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_after_signing_in_nobody_is_sent_to_another_host(client, next_):
    user = make.user(Role.CLERK)
    answer = client.post(
        SIGN_IN, query_string={"next": next_}, data={"username": user.username, "password": make.PASSWORD}
    )
    location = answer.location or "/"
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_an_unknown_name_costs_as_much_work_as_a_known_one(sqlite_app, monkeypatch):
    user, done = make.user(Role.CLERK), []
    kind = type(sqlite_app.extensions["security"].pwd_context)
    for work in ("hash", "verify"):
        real = getattr(kind, work)
        monkeypatch.setattr(kind, work, lambda *given, _real=real, **more: (done.append(1), _real(*given, **more))[1])
    client = sqlite_app.test_client()
    costs = []
    for name in (user.username, "nobody.at.all", "不是用户名"):
        done.clear()
        post(client, name, "not the password")
        costs.append(len(done))
    assert costs == [1, 1, 1]
