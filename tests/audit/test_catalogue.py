"""The catalogue stands in docs/checks.md as it is, and every check has its words and its clause."""

import re
from io import BytesIO

import pytest
from babel.messages.pofile import read_po

from app.audit.rules import CATALOGUE, CONFIDENTIAL, MOVES, OPEN, Check, State, after, open_verbs
from app.kernel.errors import Refused
from app.kernel.wording import LABELS
from app.policy import schemas as rulebook
from tests.architecture.source import ROOT

PO = BytesIO((ROOT / "translations/en/LC_MESSAGES/messages.po").read_bytes())
ENGLISH = {message.id: message.string for message in read_po(PO, locale="en")}
RULES = {row.id for row in rulebook.rulebook(rulebook.DEFAULT.read_bytes())}


def line(check: Check) -> str:
    """A check as its row in docs/checks.md."""
    question = ENGLISH[str(LABELS[f"audit.question.{check.code}"])]
    seen = "oversight, discipline" if check.confidential else "its owner too"
    return f"| {check.code} | `{check.rule}` | {question} | {check.severity} | {check.owner} | {seen} |"


def test_every_check_stands_in_docs_as_it_is() -> None:
    told = re.findall(r"^\| \w+ \| `[a-z_.]+` \|.*$", (ROOT / "docs/checks.md").read_text(), re.MULTILINE)
    assert told == [line(check) for check in CATALOGUE.values()]


def test_every_check_rests_on_a_rule_of_the_rulebook_and_has_its_words() -> None:
    assert {check.rule for check in CATALOGUE.values()} <= RULES
    assert {f"audit.check.{code}" for code in CATALOGUE} <= LABELS.keys()
    assert len(CATALOGUE) >= 25
    assert "sighting_unjoined" in CONFIDENTIAL


def test_a_finding_moves_as_the_table_says() -> None:
    ways = {(state, verb) for verb, moves in MOVES.items() for state in moves}
    for state in State:
        assert open_verbs(state, askable=True) == {verb for found, verb in ways if found is state}
        assert "ask" not in open_verbs(state, askable=False)
    assert all(after(state, "waive") is State.WAIVED for state in OPEN)
    with pytest.raises(Refused, match="audit_wrong_state"):
        after(State.WAIVED, "correct")
