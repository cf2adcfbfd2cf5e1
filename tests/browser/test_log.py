"""The log of acts in a browser: whatever stands in an entry, the page is no wider than its window."""

from collections.abc import Callable
from typing import Any

import pytest

from app.kernel import clock
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM, Role
from app.ledger import service
from tests import make
from tests.browser.test_staff_pages import OVERFLOW, sign_in
from tests.conftest import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [320, 640, 1280])
def test_a_long_number_and_long_facts_break(open_page: Callable[..., Any], live: Live, width: int) -> None:
    user = make.user(Role.DISCIPLINE)
    with transaction():
        service.record("test:act", "n" * 64, by=SYSTEM, at=clock.now(), digest="f" * 96)
    page = open_page(width=width)
    sign_in(page, live, user)
    page.goto("/admin/log", wait_until="load")
    assert "n" * 64 in page.content()
    assert page.evaluate(OVERFLOW) <= 0
