"""A test reads a page that was received to its end, however slowly the server sends it."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import Live

pytestmark = pytest.mark.browser


def _slowly() -> Iterator[bytes]:
    yield b"<!doctype html><title>slow</title><main>half" + b" " * 2048
    time.sleep(0.5)
    yield b"<p>whole</p></main>"


LOOKS: dict[str, Callable[[Any], bool]] = {
    "content": lambda page: "whole" in page.content(),
    "count": lambda page: bool(page.locator("main p").count()),
    "is_visible": lambda page: bool(page.locator("main p").is_visible()),
    "inner_text": lambda page: "whole" in page.inner_text("main"),
    "text_content": lambda page: "whole" in page.locator("main").text_content(),
    "evaluate": lambda page: "whole" in page.evaluate("document.body.textContent"),
}


@pytest.mark.parametrize("look", LOOKS)
def test_what_is_looked_at_is_the_whole_page(look: str, live: Live, open_page: Callable[..., Any]) -> None:
    inner = live.app.wsgi_app

    def slow(environ: dict[str, Any], start: Any) -> Any:
        if environ["PATH_INFO"] != "/slow":
            return inner(environ, start)
        start("200 OK", [("Content-Type", "text/html")])
        return _slowly()

    live.app.wsgi_app = slow  # type: ignore[method-assign]
    page = open_page()
    page.goto("/healthz")
    page.set_content("<a href='/slow'>next</a>")
    page.click("a")
    assert LOOKS[look](page)
