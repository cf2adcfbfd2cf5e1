"""The style sheet and the small one for doors: contrast of its colours, weight of a page, nothing from elsewhere."""

import gzip
import re
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).parents[2]
CSS = (ROOT / "static/site.css").read_text()
LIGHT = (ROOT / "static/light.css").read_text()
TOKENS = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", CSS))
WHITE = "#ffffff"


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at:end], 16) / 255 for at, end in pairwise(range(0, 8, 2))]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", ["blue", "amber", "red", "green", "grey"])
def test_states_are_read_easily_on_their_ground(tone: str) -> None:
    assert contrast(TOKENS[tone], TOKENS[f"{tone}-ground"]) >= 7


@pytest.mark.parametrize("text", ["ink", "ink-soft", "link", "link-dark", "red", "brand", "brand-dark"])
def test_texts_are_read_easily_on_white(text: str) -> None:
    assert contrast(TOKENS[text], WHITE) >= 7


@pytest.mark.parametrize(
    ("text", "ground"), [("ink-soft", "ground-soft"), ("ink", "blue-ground"), ("link", "blue-ground")]
)
def test_texts_are_read_easily_on_tinted_ground(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 7


@pytest.mark.parametrize("edge", ["edge", "focus"])
def test_edges_and_focus_are_seen(edge: str) -> None:
    assert contrast(TOKENS[edge], WHITE) >= 3


def test_the_style_sheet_asks_nobody_and_brings_no_font() -> None:
    assert re.findall(r"@import|@font-face|url\(", CSS + LIGHT) == []


def test_the_small_sheet_has_the_same_colours() -> None:
    small = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", LIGHT))
    assert small.keys() >= {"ink", "ink-soft", "link", "focus"}
    assert {name: colour for name, colour in small.items() if TOKENS.get(name) != colour} == {}


def test_a_page_weighs_little(sqlite_app: Flask) -> None:
    sqlite_app.config["DEMO"] = True
    page = sqlite_app.test_client().get("/dev/components").data
    package = find_spec("flask_bootstrap")
    assert package is not None
    assert package.origin is not None
    bootstrap = Path(package.origin).parent / "static/bootstrap5/css/bootstrap.min.css"
    weight = sum(len(gzip.compress(part)) for part in (page, CSS.encode(), bootstrap.read_bytes()))
    assert weight <= 60 * 1024
    assert (ROOT / "static/site.js").stat().st_size <= 6 * 1024
