"""The whole world behind a port, and a browser of anybody in it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.pages import World, served
from tests.conftest import Database, Live

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def town(databases: Callable[[str], Database]) -> Iterator[tuple[Live, World]]:
    """The whole world behind a port, for all tests here: each acts on a case of its own."""
    with served(databases("sqlite")) as made:
        yield made


@pytest.fixture
def world(town: tuple[Live, World]) -> World:
    return town[1]


@pytest.fixture
def live(town: tuple[Live, World]) -> Live:
    """What `open_page` opens pages on."""
    return town[0]


@pytest.fixture
def seat(open_page: Open, world: World, live: Live) -> Open:
    """`seat("clerk", path)`: a browser of that person, on a page."""

    def opened(who: str, path: str, **more: Any) -> Any:
        page = open_page(**more)
        if world.cookies[who]:
            page.context.add_cookies([{"name": "session", "value": world.cookies[who], "url": live.url}])
        page.goto(path.format(**world.names))
        return page

    return opened
