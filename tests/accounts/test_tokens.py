"""Tokens of programs: shown once, within their scopes, until their end; and no forged request passes for one."""

import re
from datetime import timedelta

import pytest
import time_machine
from flask import g, jsonify
from flask_login import current_user

from app.accounts import queries, service
from app.accounts.models import ApiToken
from app.kernel import clock
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM, Permission, Role, needs
from app.ledger import queries as ledger
from tests import make

READ = "/api/v1/probe"


@pytest.fixture
def probed(guarded):
    """The service with three small JSON views."""

    def view(permission, fresh=False):
        @needs(permission, fresh=fresh)
        def seen(**_more):
            return jsonify(user=getattr(current_user, "username", None), scoped=g.get("token_scopes") is not None)

        return seen

    both = ["GET", "POST"]
    guarded.add_url_rule(READ, "probe.read", view(Permission.COMPLAINT_READ), methods=both)
    guarded.add_url_rule(f"{READ}/reply", "probe.reply", view(Permission.COMPLAINT_ACCEPT), methods=both)
    guarded.add_url_rule(f"{READ}/open", "probe.open", view(Permission.PUBLIC), methods=both)
    guarded.add_url_rule(f"{READ}/grave", "probe.grave", view(Permission.COMPLAINT_READ, fresh=True), methods=both)
    return guarded


def token(role=Role.OVERSIGHT, scopes=("complaint:read",), days=30, user=None):
    user = user or make.user(role)
    with transaction():
        made, secret = service.create_token(
            queries.get(user.id), "测试程序", scopes, days=days, by=SYSTEM, at=clock.now()
        )
        return made.id, secret


def bearer(secret):
    return {"Authorization": f"Bearer {secret}"}


def refused_with(answer, status):
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    return answer.json["code"]


def test_a_token_acts_for_its_user_within_its_scopes(probed):
    number, secret = token()
    client = probed.test_client()
    answer = client.get(READ, headers=bearer(secret))
    assert answer.json == {"user": queries.token(number).user.username, "scoped": True}
    assert refused_with(client.get(f"{READ}/reply", headers=bearer(secret)), 403) == "forbidden"
    assert "Set-Cookie" not in answer.headers


def test_a_token_posts_without_a_form_mark_and_a_browser_does_not(probed):
    _number, secret = token()
    client = probed.test_client()
    assert client.post(READ, headers=bearer(secret)).status_code == 200
    browser = probed.test_client()
    browser.sign_in(make.user(Role.OVERSIGHT))
    assert refused_with(browser.post(READ), 400) == "csrf"
    assert refused_with(browser.post(READ, headers=bearer(secret)), 400) == "csrf"


@pytest.mark.parametrize("path", [READ, f"{READ}/open"])
def test_a_token_that_does_not_work_is_told_so_everywhere(probed, path):
    client = probed.test_client()
    for method in (client.get, client.post):
        assert refused_with(method(path, headers=bearer("be_pat_of-nobody")), 401) == "http_401"


def test_without_a_token_a_program_does_only_what_everybody_may(probed):
    client = probed.test_client()
    assert refused_with(client.post(READ), 401) == "http_401"
    assert client.post(f"{READ}/open").status_code == 200


def test_a_token_ends_on_its_day(probed):
    with time_machine.travel("2026-09-11 01:00Z", tick=False) as time:
        _number, secret = token(days=1)
        client = probed.test_client()
        time.shift(timedelta(hours=23, minutes=59))
        assert client.get(READ, headers=bearer(secret)).status_code == 200
        time.shift(timedelta(minutes=1))
        assert refused_with(client.get(READ, headers=bearer(secret)), 401) == "http_401"


def test_a_revoked_token_and_one_of_a_shut_out_user_open_nothing(probed):
    number, secret = token()
    other, other_secret = token()
    with transaction():
        service.revoke_token(queries.token(number), by=SYSTEM, at=clock.now())
        service.revoke_token(queries.token(number), by=SYSTEM, at=clock.now())
        service.deactivate(queries.token(other).user, by=SYSTEM, at=clock.now())
    assert [entry.verb for entry in ledger.of(f"token:{number}")] == ["token:create", "token:revoke"]
    client = probed.test_client()
    assert client.get(READ, headers=bearer(secret)).status_code == 401
    assert client.get(READ, headers=bearer(other_secret)).status_code == 401


def test_a_token_opens_no_page_and_no_grave_act(probed):
    _number, secret = token()
    client = probed.test_client()
    assert client.get("/settings", headers=bearer(secret)).status_code == 302
    assert refused_with(client.get(f"{READ}/grave", headers=bearer(secret)), 403) == "not_fresh"


def test_the_last_use_of_a_token_is_noted_to_the_minute(probed):
    with time_machine.travel("2026-09-11 01:00Z", tick=False) as time:
        number, secret = token()
        client = probed.test_client()
        first = clock.now()
        for seconds in (0, 30):
            time.shift(timedelta(seconds=seconds))
            client.get(READ, headers=bearer(secret))
            db.session.expire_all()
            assert queries.token(number).last_used_at == first
        time.shift(timedelta(seconds=40))
        client.get(READ, headers=bearer(secret))
        db.session.expire_all()
        assert queries.token(number).last_used_at == clock.now()


def test_the_secret_of_a_token_is_not_kept(app):
    number, secret = token()
    row = db.session.execute(db.select(ApiToken.__table__).where(ApiToken.id == number)).one()
    assert secret.startswith("be_pat_")
    assert secret not in str(tuple(row))
    assert len(secret) > 40


@pytest.mark.parametrize(
    ("scopes", "days", "code"),
    [
        ((), 30, "token_scopes_missing"),
        (("complaint:return_referral",), 30, "token_scope_unknown"),
        (("account:manage",), 30, "token_scope_unknown"),
        (("nonsense",), 30, "token_scope_unknown"),
        (("complaint:read",), 0, "token_days"),
        (("complaint:read",), 400, "token_days"),
    ],
)
def test_a_token_gets_no_more_than_its_user_may(sqlite_app, scopes, days, code):
    with pytest.raises(Refused) as refused:
        token(scopes=scopes, days=days)
    assert refused.value.code == code


def test_an_administrator_makes_a_token_and_sees_it_once(sqlite_app):
    admin, user = make.user(Role.ADMINISTRATOR), make.user(Role.OVERSIGHT)
    client = sqlite_app.test_client()
    client.sign_in(admin)
    assert client.get("/admin/tokens/new").status_code == 200
    data = {"username": user.username, "name": "12345 热线平台", "scopes": ["complaint:read"], "days": "30"}
    page = client.post("/admin/tokens/new", data=data)
    secret = re.search(r"be_pat_[\w-]{40,}", page.text)[0]
    made = queries.token_of(secret, at=clock.now())
    assert made.user_id == user.id
    listing = client.get("/admin/tokens").text
    assert secret not in listing
    assert made.prefix in listing
    assert client.post(f"/admin/tokens/{made.id}/revoke").status_code == 303
    assert "已撤销" in client.get("/admin/tokens").text
    wrong = client.post("/admin/tokens/new", data={**data, "username": "nobody.at.all"})
    assert wrong.status_code == 422
    assert "没有这个用户名" in wrong.text


def test_the_terminal_makes_lists_and_revokes_tokens(sqlite_app):
    user = make.user(Role.OVERSIGHT)
    run = sqlite_app.test_cli_runner().invoke
    made = run(args=["token", "create", user.username, "--name", "热线", "--scope", "complaint:read"])
    number, secret = made.output.split()
    assert queries.token_of(secret, at=clock.now()) is not None
    assert user.username in run(args=["token", "list"]).output
    assert run(args=["token", "revoke", number]).exit_code == 0
    assert queries.token_of(secret, at=clock.now()) is None
    assert run(args=["token", "revoke", "999"]).exit_code == 1
    bad = run(args=["token", "create", user.username, "--name", "热线", "--scope", "nonsense"])
    assert bad.exit_code == 1
    assert "nonsense" in bad.output
