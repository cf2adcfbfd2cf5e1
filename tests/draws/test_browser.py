"""The same check in a browser, on a bare page with the strictest content policy."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.draws import rules
from tests.draws import made
from tests.draws.test_cheating import CHEATS

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "static"
POLICY = "default-src 'none'; script-src 'self'; form-action 'none'; base-uri 'none'"
SCRIPTS = '<script src="/sha256.js"></script><script src="/draw_verify.js"></script>'
PAGE = f'<!doctype html><title>draw</title>{SCRIPTS}<input type="file" multiple>'
VERIFY = """async (commitment) =>
    drawVerify.verify(await drawVerify.read(document.querySelector("input").files), commitment)"""
Check = Callable[..., dict[str, Any]]


HASHED = "([begin, texts]) => { const of = sha256.after(begin); return texts.map((text) => of(text)); }"


@pytest.fixture(scope="module")
def check(browser: Any) -> Iterator[Check]:
    """`check(files, commitment)` hands the files to the page's input and gives what the script says."""
    broken: list[str] = []
    page = bare_page(browser, "http://localhost", broken)

    def checked(files: rules.Files, commitment: str = "") -> dict[str, Any]:
        handed = [{"name": name, "mimeType": "text/plain", "buffer": data} for name, data in files.items()]
        page.set_input_files("input", handed)
        found: dict[str, Any] = page.evaluate(VERIFY, commitment)
        return found

    checked.page = page  # type: ignore[attr-defined]
    yield checked
    page.context.close()
    assert broken == []


def bare_page(browser: Any, origin: str, broken: list[str]) -> Any:
    """A page of that origin with nothing but the scripts and an input; what it complains of goes to `broken`."""
    page = browser.new_context().new_page()
    page.on("console", lambda message: broken.append(message.text))
    page.on("pageerror", lambda error: broken.append(str(error)))

    def serve(route: Any) -> None:
        script = route.request.url.endswith(".js")
        route.fulfill(
            body=(STATIC / route.request.url.rpartition("/")[2]).read_text() if script else PAGE,
            content_type="text/javascript; charset=utf-8" if script else "text/html; charset=utf-8",
            headers={"Content-Security-Policy": POLICY},
        )

    page.route(f"{origin}/**", serve)
    page.goto(f"{origin}/draw")
    return page


def test_the_scripts_own_sums_are_those_of_hashlib(check: Any) -> None:
    for begin in ("", "ab" * 32, "ab" * 64):
        texts = [
            "",
            "\n",
            "a" * 55,
            "a" * 56,
            "𠀀" * 13,
            "a" * 64,
            "é" * 500,
            *(f"\n{n}" * (n % 40) for n in range(200)),
        ]
        sums = [hashlib.sha256((begin + text).encode()).hexdigest() for text in texts]
        assert check.page.evaluate(HASHED, [begin, texts]) == sums


def test_a_page_that_came_without_https_checks_too(browser: Any) -> None:
    broken: list[str] = []
    page = bare_page(browser, "http://city.example", broken)
    assert page.evaluate("typeof crypto.subtle") == "undefined"
    right = made.drawn(made.lists(number=4))
    for name in ("", "roster.csv"):
        files = {**right, **({name: right[name].replace(b",B,", b",A,", 1)} if name else {})}
        page.set_input_files(
            "input", [{"name": one, "mimeType": "text/plain", "buffer": data} for one, data in files.items()]
        )
        assert [one["file"] for one in page.evaluate(VERIFY, "")["findings"]] == ([name] if name else [])
    page.context.close()
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
