"""Every page of the service at 320 and 1280 px: axe finds nothing, nothing runs over, everything can be hit.

The pages and who looks at them stand in `pages.py`; an address without a line there fails by name.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from werkzeug.exceptions import MethodNotAllowed, NotFound

from tests.browser.pages import ELSEWHERE, FILES, PAGES, Page, World, served
from tests.conftest import Database, Live

pytestmark = pytest.mark.browser
WIDTHS = (320, 1280)
TABLETS = (768, 900)  # a list has turned into cards, or fits
AXE = """() => axe.run({resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
    "best-practice"]}).then(found => found.violations.map(
        fault => `${fault.id}: ${fault.nodes.map(node => node.target.join(" ")).join(", ")}`))"""
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """() => {
  const inSentence = control => getComputedStyle(control).display === "inline"
    && Array.from(control.parentElement.childNodes).some(
      beside => beside.nodeType === Node.TEXT_NODE && beside.textContent.trim());
  const tall = control => control.matches("input[type=checkbox], input[type=radio]") && control.labels.length
    ? control.labels[0].getBoundingClientRect() : control.getBoundingClientRect();
  return Array.from(document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary"))
    .filter(control => control.checkVisibility({visibilityProperty: true}) && !inSentence(control))
    .filter(control => !control.closest(".skip-link, .visually-hidden"))
    .map(control => [control, tall(control)])
    .filter(([, box]) => box.width < 24 || box.height < 24)
    .map(([control, box]) => `${control.outerHTML.slice(0, 90)} is ${box.width.toFixed()}x${box.height.toFixed()}`);
}"""
EMPTY = """() => {
  const form = Array.from(document.querySelectorAll("main form[method=post]")).find(
    form => form.querySelector("textarea, select, input:not([type=hidden])"));
  form.noValidate = true;
  for (const control of form.elements) {
    if (control.matches("[type=checkbox], [type=radio]")) control.checked = false;
    else if (control.matches("textarea, select, input:not([type=hidden])")) control.value = "";
  }
  form.querySelector("[type=submit]").click();
}"""


@pytest.fixture(scope="module")
def town(databases: Callable[[str], Database]) -> Iterator[tuple[Live, World]]:
    """The whole world behind a port, for all tests here: they only look."""
    with served(databases("sqlite")) as made:
        yield made


@pytest.fixture(scope="module")
def world(town: tuple[Live, World]) -> World:
    return town[1]


@pytest.fixture
def live(town: tuple[Live, World]) -> Live:
    """What `open_page` opens pages on."""
    return town[0]


def endpoint(world: World, page: Page) -> str:
    path = page.path.format(**world.names)
    try:
        return str(world.app.url_map.bind("").match(path.partition("?")[0])[0])
    except (NotFound, MethodNotAllowed):
        return ""


def test_every_address_has_a_page_in_the_table(world: World) -> None:
    """And every page of the table has an address."""
    known = {rule.endpoint for rule in world.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    shown = {endpoint(world, page) for page in PAGES} - {""}
    assert known - shown - FILES - ELSEWHERE == set(), "add these to tests/browser/pages.py"
    assert (FILES | ELSEWHERE) - known == set()
    assert (FILES | ELSEWHERE) & shown == set()


def test_what_leads_elsewhere_does(world: World) -> None:
    addresses = [rule.rule for rule in world.app.url_map.iter_rules() if rule.endpoint in ELSEWHERE]
    assert {world.app.test_client().get(address).status_code for address in addresses} == {302}


def faults(page: Any, name: str) -> list[str]:
    """What is wrong with the page that the browser shows, at each width."""
    found = []
    page.evaluate(AXE_SCRIPT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        wrong = page.evaluate(AXE) + page.evaluate(SMALL)
        wrong += [f"runs over by {over} px"] if (over := page.evaluate(OVERFLOW)) > 0 else []
        found += [f"{name} at {width}: {one}" for one in wrong]
    for width in TABLETS:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{name} at {width}: runs over by {over} px"] if (over := page.evaluate(OVERFLOW)) > 0 else []
    return found


def visit(page: Any, world: World, wanted: Page) -> list[str]:
    path = wanted.path.format(**world.names)
    answer = page.goto(path, wait_until="load")
    name = f"{wanted.who} {wanted.path}"
    if answer.status not in {200, 422} and endpoint(world, wanted):
        return [f"{name} answers {answer.status}"]
    if answer.request.redirected_from is not None:
        return [f"{name} leads to {answer.url}"]
    found = faults(page, name)
    if wanted.empty:
        with page.expect_navigation() as sent:
            page.evaluate(EMPTY)
        refused = sent.value.status == 422
        found += faults(page, f"{name} (empty)") if refused else [f"{name} empty answers {sent.value.status}"]
        found += [f"{name} (empty): no focus on its summary"] * (refused and not page.evaluate(FOCUSED))
    return found


FOCUSED = "() => document.activeElement.matches('.error-summary')"


@pytest.mark.slow
@pytest.mark.parametrize("who", dict.fromkeys(page.who for page in PAGES))
def test_axe_finds_nothing_and_everything_fits(
    open_page: Callable[..., Any], world: World, live: Live, who: str
) -> None:
    page = open_page(width=320)
    if world.cookies[who]:
        page.context.add_cookies([{"name": "session", "value": world.cookies[who], "url": live.url}])
    found = [fault for wanted in PAGES if wanted.who == who for fault in visit(page, world, wanted)]
    assert found == [], "\n" + "\n".join(found)
