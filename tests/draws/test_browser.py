"""The same check in a browser, on a bare page with the strictest content policy."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.draws import rules
from tests.draws import made
from tests.draws.test_cheating import CHEATS

pytestmark = pytest.mark.browser

SCRIPT = Path(__file__).parents[2] / "static" / "draw_verify.js"
POLICY = "default-src 'none'; script-src 'self'; form-action 'none'; base-uri 'none'"
PAGE = '<!doctype html><title>draw</title><script src="/draw_verify.js"></script><input type="file" multiple>'
VERIFY = """async (commitment) =>
    drawVerify.verify(await drawVerify.read(document.querySelector("input").files), commitment)"""
Check = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def check(browser: Any) -> Iterator[Check]:
    """`check(files, commitment)` hands the files to the page's input and gives what the script says."""
    context = browser.new_context()
    page = context.new_page()
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text))
    page.on("pageerror", lambda error: broken.append(str(error)))

    def serve(route: Any) -> None:
        script = route.request.url.endswith(".js")
        route.fulfill(
            body=SCRIPT.read_text() if script else PAGE,
            content_type="text/javascript; charset=utf-8" if script else "text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        )

    page.route("http://localhost/**", serve)
    page.goto("http://localhost/draw")

    def checked(files: rules.Files, commitment: str = "") -> dict[str, Any]:
        handed = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files.items()]
        page.set_input_files("input", handed)
        found: dict[str, Any] = page.evaluate(VERIFY, commitment)
        return found

    yield checked
    context.close()
    assert broken == []


@pytest.mark.skipif(not made.EXAMPLE.is_dir(), reason="the example does not lie beside the project")
def test_the_example_is_right(check: Check) -> None:
    files = made.example()
    commitment = rules.digest(files["manifest.txt"])
    found = check(files, commitment)
    assert (found["right"], found["commitment"], found["visits"]) == (True, commitment, 30)
    assert found["seed"].encode() in files["result.json"]


@pytest.mark.parametrize("number", range(4))
def test_browser_and_service_agree_on_every_draw(check: Check, number: int) -> None:
    own = made.lists(40 + 900 * number, 5 + 4 * number, 2 + number, number=number + 20, caps=3 + number)
    assert check(made.drawn(own))["right"]
    assert check(made.drawn(made.strange(own)))["right"]


def test_the_browser_names_the_same_file_for_every_cheat(check: Check) -> None:
    right = made.drawn(made.lists(number=4))
    assert check(right)["findings"] == []
    for cheat, (name, change) in CHEATS.items():
        found = check(change(dict(right)))
        assert (found["right"], {one["file"] for one in found["findings"]}) == (False, {name}), cheat


def test_the_browser_says_the_codes_of_the_service(check: Check) -> None:
    right = made.drawn(made.lists(number=4))
    for cheat, (_, change) in CHEATS.items():
        files = change(dict(right))
        assert check(files)["findings"][0]["code"] in {one.code for one in rules.verify(files)}, cheat


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("roster.csv", b",B,", b',"B",'),
        ("roster.csv", b",B,", b',"B'),
        ("roster.csv", b",B,", b","),
        ("roster.csv", b",B,", b",\xff,"),
        ("roster.csv", b"uscc,stratum", b"stratum,uscc"),
        ("roster.csv", b"T001 T002", b"T002 T001"),
        ("roster.csv", b"T001 T002", b"T001 T001"),
        ("tasks.csv", b",B,0,", b",B,00,"),
        ("caps.csv", b"D01,", b"D00,"),
        ("announcement.json", b"{20}", b"{20}?"),
        ("announcement.json", b"[0-9]{20}", b"[0-9]{19}"),
        ("announcement.json", b"draw/1", b"draw/2"),
        ("announcement.json", b'"spec"', b"spec"),
    ],
)
def test_files_that_were_locked_malformed_are_named_too(check: Check, name: str, old: bytes, new: bytes) -> None:
    right = made.drawn(made.lists(number=4))
    assert old in right[name]
    found = check(made.resealed({**right, name: right[name].replace(old, new, 1)}))
    assert [one["file"] for one in found["findings"]] == [name]


def test_files_that_were_all_replaced_show_by_the_published_commitment(check: Check) -> None:
    published = rules.digest(made.locked(made.lists(number=4))["manifest.txt"])
    other = made.drawn(made.lists(number=5))
    assert check(other)["right"]
    assert check(other, published)["findings"] == [{"file": "manifest.txt", "code": "draw_manifest_not_published"}]
