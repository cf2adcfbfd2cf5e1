"""长辈版: the pages that an enterprise needs most, in large type on a phone: axe finds nothing, nothing runs over."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from axe_playwright_python.base import AXE_SCRIPT

from app.complaints import service as complaints
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM
from tests.browser.test_every_page import AXE, OVERFLOW
from tests.browser.test_quiet_days import sign_in
from tests.conftest import Live
from tests.publication.test_service import published
from tests.results.scene import LATER, Scene
from tests.visits.scene import AT

pytestmark = pytest.mark.browser
LOW = """() => Array.from(document.querySelectorAll("main .btn, main :is(input:not([type=hidden]), textarea, select)"))
  .map(control => control.matches("[type=radio], [type=checkbox]") ? control.labels[0] : control)
  .filter(control => control.checkVisibility() && control.getBoundingClientRect().height < 60)
  .map(control => control.outerHTML.slice(0, 90))"""
SMALL_TYPE = "() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize) < 24"


@time_machine.travel(LATER, tick=False)
def test_the_pages_of_an_enterprise_in_large_type(live: Live, open_page: Callable[..., Any]) -> None:
    scene = Scene()
    with transaction():
        complaints.load_categories(by=SYSTEM, at=AT)
    number, code = published(scene).number, scene.entered().code
    page = open_page(width=360)
    page.context.add_cookies([{"name": "elder", "value": "on", "url": live.url}])
    public = ("/", "/v", "/track", "/complaints/start", f"/public/results/{number}")
    own = (f"/v/{code}", f"/v/{code}/rate", "/door/report", "/my/visits", "/my/results", "/my/timeline", "/my/credit")
    found = []
    for paths, user in ((public, None), (own, scene.owner)):
        if user is not None:
            sign_in(page, live, user)
        for path in paths:
            page.goto(path)
            page.evaluate(AXE_SCRIPT)
            wrong = [*page.evaluate(AXE), *page.evaluate(LOW)]
            wrong += ["runs over"] * (page.evaluate(OVERFLOW) > 0) + ["small type"] * page.evaluate(SMALL_TYPE)
            found += [f"{path}: {one}" for one in wrong]
    assert found == []


def test_its_header_leaves_the_page_in_sight(live: Live, open_page: Callable[..., Any]) -> None:
    """Three links and 更多: what the page is for begins on the first screen."""
    page = open_page(width=360, height=640)
    page.context.add_cookies([{"name": "elder", "value": "on", "url": live.url}])
    page.goto("/v")
    assert page.locator("main h1").bounding_box()["y"] < 480
    assert page.locator(".site-nav > ul > li").count() == 4
    page.locator(".site-more summary").click()
    assert page.get_by_role("link", name="演示导览").first.is_visible()
