"""The conflicts of rules: data whose rules, pages and words exist, and a public page that shows today's values."""

import re

import pytest
from flask import Flask

from app.kernel import wording
from app.kernel.permissions import Role
from app.policy import schemas
from tests import make
from tests.conftest import Client

CONFLICTS = schemas.conflicts()
RULES = {row.id for row in schemas.rulebook(schemas.DEFAULT.read_bytes())}


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda one: one.id)
def test_a_conflict_names_two_texts_rules_that_exist_and_pages_that_open(conflict: schemas.Conflict) -> None:
    assert len(conflict.texts) >= 2
    assert all(text.clause and text.says for text in conflict.texts)
    assert all((conflict.does, conflict.why, conflict.rules))
    assert set(conflict.rules) <= RULES


def test_ids_are_unique_and_no_number_of_the_rulebook_is_typed_twice() -> None:
    """Numbers stand beside the text, from the rulebook: what was typed would stay when a rule changes."""
    assert len({one.id for one in CONFLICTS}) == len(CONFLICTS)
    said = "".join(one.does + one.why for one in CONFLICTS)
    assert re.findall(r"[0-9]+ ?(?:%|天|日|个工作日)", said) == []


def test_its_pages_are_served_and_have_their_names(sqlite_app: Flask) -> None:
    shown = {page for one in CONFLICTS for page in one.shows}
    assert shown <= set(sqlite_app.view_functions)
    assert {page for page in shown if f"conflict_page.{page.replace('.', '_')}" not in wording.LABELS} == set()


def test_everybody_reads_what_is_done_and_the_values_of_today(sqlite_app: Flask) -> None:
    make.rulebook()
    client = sqlite_app.test_client()
    assert isinstance(client, Client)
    text = client.get("/rules/conflicts").get_data(as_text=True)
    for one in CONFLICTS:
        assert {words for words in (one.title, one.does, one.why, f'id="{one.id}"') if words not in text} == set()
    assert {words for words in ("5%", "11 月 15 日", "每月 1 日至 20 日") if words not in text} == set()
    staff_only = sqlite_app.url_map.bind("x").build("lookbacks.exemptions")
    assert staff_only not in text
    assert 'href="/rules/conflicts"' in client.get("/rules").get_data(as_text=True)
    assert "/rules/conflicts#cap-and-high-risk" in client.get("/rules/cap.share").get_data(as_text=True)
    client.sign_in(make.user(Role.OVERSIGHT))
    assert staff_only in client.get("/rules/conflicts").text
