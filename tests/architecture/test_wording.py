"""Every refusal has its words and every word its use; every stored state can be told."""

import ast
import re

import pytest
from sqlalchemy import Enum

from app.factory import create_app
from app.kernel import wording
from app.kernel.db import Base
from tests.architecture.source import TEMPLATES, File, calls, files

REFUSALS = {"Refused", "Missing", "Conflict", "Forbidden"}
PLACEHOLDER = re.compile(r"%\((\w+)\)")
create_app({"BE_MODE": "test", "DATABASE_URL": "sqlite://"})


def raised() -> list[tuple[str, str, set[str] | None]]:
    """`(place, code, names of the facts)` of every refusal that names its code; None where facts are passed on."""
    return [
        (f"{file.name}:{call.lineno}", str(call.args[0].value), _facts(call))
        for file in files()
        for call, name in calls(file.tree)
        if name.split(".")[-1] in REFUSALS and call.args and _is_text(call.args[0])
    ]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _facts(call: ast.Call) -> set[str] | None:
    names = {keyword.arg for keyword in call.keywords}
    return None if None in names else {name for name in names if name}


def strings(file: File) -> set[str]:
    return {node.value for node in ast.walk(file.tree) if _is_text(node)}


def test_every_refusal_has_its_words() -> None:
    assert [(place, code) for place, code, _ in raised() if code not in wording.REFUSALS] == []


def test_every_refusal_gives_the_facts_that_its_words_tell() -> None:
    lacking = [
        (place, code, wanted - facts)
        for place, code, facts in raised()
        if facts is not None and code in wording.REFUSALS
        for wanted in [set(PLACEHOLDER.findall(" ".join(map(str, wording.REFUSALS[code]))))]
        if wanted - facts
    ]
    assert lacking == []


def test_every_wording_is_used() -> None:
    said = set().union(*(strings(file) for file in files() if "wording" not in file.path.parts))
    assert sorted(code for code in wording.REFUSALS if code not in said and not code.startswith("http_")) == []


def test_a_refusal_says_what_is_wrong_and_what_to_do_next() -> None:
    mute = [code for code, (sentence, _, forward) in wording.REFUSALS.items() if not str(sentence) or not str(forward)]
    assert mute == []


def test_placeholders_are_named() -> None:
    """`%s` cannot be moved by a translator, and a bare `%` breaks the sentence."""
    odd = [
        code
        for code, (sentence, _clause, forward) in wording.REFUSALS.items()
        if "%" in re.sub(r"%\(\w+\)[sd]|%%", "", f"{sentence}{forward}")
    ]
    assert odd == []


def stored() -> dict[str, list[str]]:
    """Every enum that a column stores, with its values."""
    return {
        f"{column.type.enum_class.__module__}.{column.type.enum_class.__qualname__}": [
            member.value for member in column.type.enum_class
        ]
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, Enum) and column.type.enum_class is not None
    }


@pytest.mark.parametrize("name", sorted(stored()))
def test_every_stored_state_can_be_told(name: str) -> None:
    """Some kind of LABELS has a word for each of the enum's values."""
    kinds = {label.rpartition(".")[0] for label in wording.LABELS}
    values = stored()[name]
    assert any(all(f"{kind}.{value}" in wording.LABELS for value in values) for kind in kinds), values


def test_every_kind_of_label_is_used() -> None:
    shown = "\n".join(path.read_text() for path in TEMPLATES)
    shown += "\n".join(file.path.read_text() for file in files() if "wording" not in file.path.parts)
    kinds = {label.rpartition(".")[0] for label in wording.LABELS}
    assert sorted(kind for kind in kinds if f'"{kind}"' not in shown and f"'{kind}'" not in shown) == []
