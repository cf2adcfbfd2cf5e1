"""Sessions: ended by a new password or role, kept from scripts and other sites, proved anew before grave acts."""

import re
from datetime import timedelta

import pytest
import time_machine

from app.accounts import queries, service
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger import queries as ledger
from tests import make
from tests.accounts.test_sign_in import post

NEW = "another long sentence"


def change(client, current=make.PASSWORD, new=NEW, again=None):
    data = {"current": current, "new": new, "again": again or new}
    return client.post("/settings/password", data=data)


def signed_in(client):
    return client.get("/settings").status_code == 200


def test_a_new_password_ends_every_other_session_and_keeps_this_one(app):
    user = make.user(Role.CLERK)
    here, elsewhere = app.test_client(), app.test_client()
    for browser in (here, elsewhere):
        post(browser, user.username)
        assert signed_in(browser)
    assert change(here).status_code == 303
    assert signed_in(here)
    assert not signed_in(elsewhere)
    assert post(elsewhere, user.username).status_code == 422
    assert post(elsewhere, user.username, NEW).status_code == 302
    assert ledger.of(user.actor)[-1].verb == "account:change_password"


def test_another_role_ends_the_sessions_at_once(app):
    user, admin = make.user(Role.DISCIPLINE), make.user(Role.ADMINISTRATOR)
    browser = app.test_client()
    browser.sign_in(user)
    assert signed_in(browser)
    with transaction():
        service.edit_user(
            queries.get(user.id), name=user.name, role=Role.LEADER, by=queries.get(admin.id), at=clock.now()
        )
    assert not signed_in(browser)


def test_another_name_does_not_end_the_sessions(sqlite_app):
    user = make.user(Role.DISCIPLINE)
    browser = sqlite_app.test_client()
    browser.sign_in(user)
    with transaction():
        service.edit_user(queries.get(user.id), name="新名字", role=user.role, by=SYSTEM, at=clock.now())
    assert signed_in(browser)


def test_a_deactivated_user_is_out_at_once_and_cannot_come_back(app):
    user = make.user(Role.CLERK)
    browser = app.test_client()
    browser.sign_in(user)
    with transaction():
        service.deactivate(queries.get(user.id), by=SYSTEM, at=clock.now())
    assert not signed_in(browser)
    answer = post(browser, user.username)
    assert answer.status_code == 422
    assert "用户名或密码不对" in answer.text


def test_signing_out_elsewhere_keeps_this_session(sqlite_app):
    user = make.user(Role.CLERK)
    here, elsewhere = sqlite_app.test_client(), sqlite_app.test_client()
    here.sign_in(user)
    elsewhere.sign_in(user)
    assert here.post("/settings/sessions/end").status_code == 303
    assert signed_in(here)
    assert not signed_in(elsewhere)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"current": "wrong wrong wrong"}, "当前密码不对"),
        ({"new": "short"}, "密码至少 10 位"),
        ({"new": "1234567890"}, "太容易被猜到"),
        ({"new": make.PASSWORD}, "新密码与当前密码相同"),
        ({"again": "something else"}, "两次输入的新密码不一样"),
    ],
)
def test_a_password_that_will_not_do_is_told_beside_its_field(sqlite_app, given, words):
    browser = sqlite_app.test_client()
    browser.sign_in(make.user(Role.CLERK))
    answer = change(browser, **given)
    assert answer.status_code == 422
    assert words in answer.text


@pytest.mark.parametrize("path", ["/", "/help", "/settings"])
def test_a_one_time_password_opens_nothing_but_the_page_that_replaces_it(sqlite_app, path):
    user = make.user(Role.CLERK, password_once=True)
    browser = sqlite_app.test_client()
    assert post(browser, user.username).status_code == 302
    assert browser.get(path).location == "/settings/password"
    assert change(browser).status_code == 303
    assert browser.get(path).status_code == 200


def test_a_grave_act_asks_who_it_is_once_more_when_some_time_has_passed(sqlite_app):
    user = make.user(Role.ADMINISTRATOR)
    browser = sqlite_app.test_client()
    with time_machine.travel("2026-09-11 01:00Z", tick=False) as time:
        browser.sign_in(user)
        assert browser.get("/admin/users/new").status_code == 200
        time.shift(timedelta(minutes=16))
        assert browser.get("/admin/users").status_code == 200
        answer = browser.get("/admin/users/new")
        assert answer.location == "/auth/verify?next=/admin/users/new"
        wrong = browser.post(answer.location, data={"password": "wrong wrong wrong"})
        assert wrong.status_code == 422
        assert browser.get("/admin/users/new").status_code == 302
        right = browser.post(answer.location, data={"password": make.PASSWORD})
        assert right.location == "/admin/users/new"
        assert browser.get("/admin/users/new").status_code == 200


def test_a_grave_act_sent_too_late_leads_back_to_the_page_that_it_came_from(sqlite_app):
    user, other = make.user(Role.ADMINISTRATOR), make.user(Role.CLERK)
    browser = sqlite_app.test_client()
    with time_machine.travel("2026-09-11 01:00Z", tick=False) as time:
        browser.sign_in(user)
        time.shift(timedelta(minutes=16))
        path = f"/admin/users/{other.id}"
        answer = browser.post(f"{path}/deactivate", headers={"Referer": f"http://localhost{path}"})
        assert answer.location == f"/auth/verify?next={path}"
        foreign = browser.post(f"{path}/deactivate", headers={"Referer": "http://evil.example/x"})
        assert foreign.location == "/auth/verify?next=/"
    db.session.refresh(other)
    assert other.active


def test_the_session_cookie_is_for_this_site_and_not_for_scripts(databases):
    from tests.conftest import _app

    with _app(databases("sqlite"), BE_HTTPS=True, SESSION_COOKIE_SECURE=True) as app:
        cookie = app.test_client().get("/auth/login").headers["Set-Cookie"]
        assert {"HttpOnly", "SameSite=Lax", "Secure"} <= {part.strip() for part in cookie.split(";")}


def test_a_post_without_the_mark_of_its_form_is_refused(guarded):
    user = make.user(Role.CLERK)
    browser = guarded.test_client()
    answer = post(browser, user.username)
    assert answer.status_code == 400
    assert "安全校验已过期" in answer.text
    mark = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/auth/login").text)[1]
    data = {"username": user.username, "password": make.PASSWORD, "csrf_token": mark}
    assert browser.post("/auth/login", data=data).status_code == 302
    assert browser.post("/settings/sessions/end").status_code == 400
    assert browser.post("/auth/logout").status_code == 400


def test_a_page_for_members_leads_to_sign_in_and_back(sqlite_app):
    user = make.user(Role.CLERK)
    browser = sqlite_app.test_client()
    answer = browser.get("/settings?a=1")
    assert answer.location == "/auth/login?next=/settings?a%3D1"
    data = {"username": user.username, "password": make.PASSWORD}
    assert browser.post(answer.location, data=data).location == "/settings?a=1"


def test_nobody_stays_signed_in_for_ever(sqlite_app):
    sqlite_app.config["SIGN_IN_LASTS"] = timedelta(hours=12)
    browser = sqlite_app.test_client()
    with time_machine.travel("2026-09-11 01:00Z", tick=False) as time:
        browser.sign_in(make.user(Role.CLERK))
        time.shift(timedelta(hours=11, minutes=59))
        assert signed_in(browser)
        time.shift(timedelta(minutes=1))
        assert not signed_in(browser)
