"""Default deny: a view without a label stops start-up, and a label is enforced."""

import pytest
from flask import Flask

from app import factory
from app.factory import create_app
from app.kernel.grants import DEMO_ONLY, EVERYBODY, GRANTS, grants
from app.kernel.permissions import Permission, Role, needs
from app.kernel.web import gate

TEST = {"BE_MODE": "test", "DATABASE_URL": "sqlite://"}


def test_an_unlabelled_view_stops_start_up(monkeypatch: pytest.MonkeyPatch) -> None:
    mount = factory._mount

    def mount_with_a_bare_view(app: Flask, api, name: str) -> None:
        mount(app, api, name)
        if name == "demo":
            app.add_url_rule("/bare", "bare.view", lambda: "seen")

    monkeypatch.setattr(factory, "_mount", mount_with_a_bare_view)
    with pytest.raises(RuntimeError, match=r"without @needs: bare\.view"):
        create_app(TEST)


def test_every_view_of_the_service_is_labelled(sqlite_app: Flask) -> None:
    assert [name for name in sqlite_app.view_functions if gate.permission_of(sqlite_app, name) is None] == []


def test_a_view_that_lost_its_label_is_not_served(sqlite_app: Flask) -> None:
    sqlite_app.add_url_rule("/bare", "bare.view", lambda: "seen")
    assert sqlite_app.test_client().get("/bare").status_code == 404


@pytest.mark.parametrize("permission", sorted(set(Permission) - EVERYBODY - DEMO_ONLY))
def test_nobody_passes_without_signing_in(sqlite_app: Flask, permission: Permission) -> None:
    sqlite_app.add_url_rule("/guarded", "guarded", needs(permission)(lambda: "seen"))
    sqlite_app.add_url_rule("/api/v1/guarded", "api-guarded", needs(permission)(lambda: "seen"))
    client = sqlite_app.test_client()
    page = client.get("/guarded?page=2")
    assert page.status_code == 302
    assert "/login?next=" in page.location
    answer = client.get("/api/v1/guarded")
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize("permission", sorted(EVERYBODY))
def test_what_is_everybodys_is_served(sqlite_app: Flask, permission: Permission) -> None:
    sqlite_app.add_url_rule("/open", "open", needs(permission)(lambda: "seen"))
    assert sqlite_app.test_client().get("/open").text == "seen"


def test_what_is_the_demos_is_not_there_elsewhere(sqlite_app: Flask) -> None:
    sqlite_app.add_url_rule("/toy", "toy", needs(Permission.DEMO)(lambda: "seen"))
    assert sqlite_app.test_client().get("/toy").status_code == 404
    sqlite_app.config["DEMO"] = True
    assert sqlite_app.test_client().get("/toy").text == "seen"


def test_every_permission_is_granted_to_somebody_or_to_all() -> None:
    assert set(Permission) == set(GRANTS) | EVERYBODY | DEMO_ONLY


def test_an_enterprise_has_nothing_of_the_staffs() -> None:
    held = {permission for permission in GRANTS if grants(permission, Role.ENTERPRISE)}
    followed = {
        Permission.COMPLAINT_FOLLOW,
        Permission.VISIT_CONFIRM,
        Permission.RESULT_FOLLOW,
        Permission.CREDIT_FOLLOW,
    }
    assert held == {Permission.SIGNED_IN, *followed}


def test_a_department_neither_accepts_nor_unseals() -> None:
    for permission in ("complaint:accept", "complaint:hand_over", "complaint:unseal", "complaint:file_on_behalf"):
        assert not grants(Permission(permission), Role.CLERK)


def test_the_administrator_of_accounts_reads_no_complaint() -> None:
    assert not grants(Permission.COMPLAINT_READ, Role.ADMINISTRATOR)
    assert not grants(Permission.LEDGER_READ, Role.ADMINISTRATOR)


@pytest.mark.parametrize("path", ["/", "/nosuch", "/static/site.css", "/api/v1/openapi.json", "/api/v1/nosuch"])
def test_every_answer_carries_the_security_headers(sqlite_app: Flask, path: str) -> None:
    headers = sqlite_app.test_client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_is_not_left_in_a_shared_browser(sqlite_app: Flask) -> None:
    assert sqlite_app.test_client().get("/").headers["Cache-Control"] == "no-store"
