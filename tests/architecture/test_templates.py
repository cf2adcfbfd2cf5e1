"""Pages without inline code, whose every POST carries the CSRF token, and which nothing foreign is loaded into."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, TEMPLATES

FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
POSTS = re.compile(r"method=[\"']?post", re.IGNORECASE)
TOKEN = re.compile(r"csrf_token|\bhidden\(|hidden_tag\(|\bcsrf\(")
INLINE = {
    "style attribute": re.compile(r"<[^>{]*\sstyle\s*=", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>{]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "inline style sheet": re.compile(r"<style\b", re.IGNORECASE),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "foreign address": re.compile(r"(src|href|action)=[\"'](https?:)?//", re.IGNORECASE),
    "text marked safe": re.compile(r"\|\s*safe\b"),
}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT / "templates"))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_page_has_no_inline_code_and_no_foreign_source(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    assert [fault for fault, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_every_post_carries_the_token(path: Path) -> None:
    bare = [form[:80] for form in FORM.findall(path.read_text()) if POSTS.search(form) and not TOKEN.search(form)]
    assert bare == []


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_a_page_stands_in_the_layout(path: Path) -> None:
    if path.parent.name != "parts" and path.name != "layout.html" and "import" not in path.stem:
        assert re.match(r"\s*(\{#.*?#\}\s*)*\{%-? *extends ", path.read_text(), re.DOTALL)
