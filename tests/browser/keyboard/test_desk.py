"""The desk's single keys: to its rows, to the next case and back, into it; silent where somebody wants none."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.keys import HELD

pytestmark = pytest.mark.browser
PLACE = "document.activeElement.closest('[data-keys-row]').querySelector('h2').id"
HREF = "document.activeElement.href"
SWITCH = "[data-keys] button"


def held(page: Any, key: str, wanted: str) -> bool:
    """Whether after this key the focus is on what is wanted, and seen."""
    page.keyboard.press(key)
    there, seen, _control = page.evaluate(HELD, wanted)
    return bool(there and seen)


def test_the_desk_is_worked_with_single_keys_that_can_be_turned_off(seat: Callable[..., Any]) -> None:
    office = seat("office", "/desk", width=1280)
    assert "键盘：1～5" in office.inner_text("[data-keys]")
    for key, place in zip("54321", ("month", "day", "waiting", "due-today", "late"), strict=True):
        assert held(office, key, "h2, h2 a")
        assert office.evaluate(PLACE) == place
    assert held(office, "j", "#late ~ * li a, #late ~ * td a")
    first = office.evaluate(HREF)
    assert held(office, "j", "main a")
    assert office.evaluate(HREF) != first
    assert held(office, "Alt+k", "main a")
    assert office.evaluate(HREF) != first
    assert held(office, "k", "main a")
    assert office.evaluate(HREF) == first
    office.focus(SWITCH)
    office.keyboard.press("Enter")
    assert held(office, "1", SWITCH)
    office.reload()
    assert office.inner_text(SWITCH) == "打开快捷键"
    office.click(SWITCH)
    office.keyboard.press("3")
    office.keyboard.press("j")
    with office.expect_navigation():
        office.keyboard.press("o")
    assert not office.url.endswith("/desk")
