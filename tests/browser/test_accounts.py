"""Sign-in as a browser does it: with a passkey, without JavaScript, and reachable for everybody."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from app.kernel import credentials
from app.kernel.db import db
from app.kernel.permissions import Role
from tests import make
from tests.conftest import Live

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
PUBLIC = ("/auth/login", "/auth/register", "/auth/passkey")
OWN = ("/settings", "/settings/password", "/settings/passkeys", "/settings/recovery-codes", "/auth/two-factor/setup")
ADMIN = ("/admin/users", "/admin/users/new", "/admin/users/{id}", "/admin/tokens", "/admin/tokens/new", "/auth/verify")
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def sign_in(page: Any, live: Live, user: Any) -> None:
    with live.app.app_context():
        code = credentials.totp_code(user.tf_totp_secret) if user.tf_totp_secret else ""
    page.goto("/auth/login")
    page.fill("#username", user.username)
    page.fill("#password", make.PASSWORD)
    page.press("#password", "Enter")
    if code:
        page.fill("#code", code)
        page.press("#code", "Enter")
    page.wait_for_url("**/")


def look(page: Any, path: str) -> list[Any]:
    page.goto(path)
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    faults = [(path, fault["id"], [node["target"] for node in fault["nodes"]]) for fault in found]
    return faults + ([(path, "runs over")] if page.evaluate(OVERFLOW) else [])


@pytest.mark.parametrize(("path", "width"), list(product(PUBLIC, WIDTHS)))
def test_axe_finds_nothing_before_sign_in(open_page: Callable[..., Any], path: str, width: int) -> None:
    assert look(open_page(width=width), path) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_pages_of_an_account(live: Live, open_page: Callable[..., Any], width: int) -> None:
    user = make.user(Role.ADMINISTRATOR)
    number = user.id
    page = open_page(width=width)
    sign_in(page, live, user)
    assert [fault for path in (*OWN, *ADMIN) for fault in look(page, path.format(id=number))] == []


def test_a_sign_in_with_password_and_code_needs_no_javascript(live: Live, open_page: Callable[..., Any]) -> None:
    page = open_page(javascript=False)
    sign_in(page, live, make.user(Role.OVERSIGHT))
    page.goto("/settings")
    assert page.inner_text("h1") == "账号安全"


def test_a_refused_sign_in_says_so_at_the_top(open_page: Callable[..., Any]) -> None:
    page = open_page()
    page.goto("/auth/login")
    page.fill("#username", "nobody")
    page.press("#username", "Enter")
    assert "用户名或密码不对" in page.inner_text(".error-summary")
    assert page.input_value("#username") == "nobody"


def test_a_passkey_is_added_and_signs_in(live: Live, open_page: Callable[..., Any]) -> None:
    live.url = live.url.replace("127.0.0.1", "localhost")
    user = make.user(Role.OVERSIGHT)
    page = open_page()
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, live, user)
    page.goto("/settings/passkeys")
    page.fill("#name", "办公室电脑")
    page.click("button:has-text('添加')")
    page.wait_for_selector("text=已添加的通行密钥")
    page.click("button:has-text('退出')")
    page.goto("/auth/login?next=/settings")
    page.click("text=用通行密钥登录")
    page.click("button:has-text('使用通行密钥')")
    page.wait_for_url("**/settings")
    db.session.refresh(user)
    assert [key.name for key in user.webauthn] == ["办公室电脑"]
