"""A test reads a page that was received to its end, however slowly the server sends it."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.conftest import Live

pytestmark = pytest.mark.browser


def _slowly() -> Iterator[bytes]:
    yield b"<!doctype html>" + b" " * 2048
    time.sleep(0.5)
    yield b"<title>slow</title><main>whole</main>"


def test_content_is_that_of_the_whole_page(live: Live, open_page: Callable[..., Any]) -> None:
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
    assert "whole" in page.content()
    page.go_back()
    page.set_content("<a href='/slow'>next</a>")
    page.click("a")
    assert page.locator("main").count() == 1
