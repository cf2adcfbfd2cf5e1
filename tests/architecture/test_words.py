"""Every word that people see goes through gettext, avoids the words of the glossary's list, and has an English one."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "translations/en/LC_MESSAGES/messages.po"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
HAN = re.compile(r"[\u4e00-\u9fff]")
PLACES = re.compile(r"%\((\w+)\)s")
GETTEXT = {"_", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext", "pgettext", "lazy_pgettext"}
AVOIDED = ("非法", "失败", "请勿", "市场主体", "操作成功", "登陆", "其它", "！")
AVOIDED_ALONE = ("确定", "取消")

# Chinese that is data or a pattern, not words of ours on a page.
DATA = {
    "app/demo": "the demo city",
    "app/departments/rules.py": "levels of government as they stand in names of units",
    "app/departments/schemas.py": "column titles of a sheet",
    "app/arrears/schemas/sheets.py": "column titles of a sheet",
    "app/supervision/schemas.py": "column titles of a sheet",
    "app/draws/rules/reading.py": "how an instant and a year are written",
    "app/enterprises/schemas.py": "column titles of a sheet",
    "app/items/rules.py": "kinds as they stand in real lists",
    "app/items/schemas.py": "column titles of a sheet",
    "app/inspectors/rules.py": "yes and no as sheets write them",
    "app/inspectors/schemas.py": "column titles of a sheet",
    "app/kernel/documents/official.py": "the fonts of the standard, and what stands on a document",
    "app/kernel/sheets": "what sheets say of themselves: examples, notes, the column of faults",
    "app/enterprises/rules.py": "states and brackets as they stand in real registers",
    "app/kernel/money.py": "how amounts are written",
    "app/kernel/parsing.py": "how a date is written",
    "app/lookbacks/schemas.py": "column titles of a sheet",
    "app/measures/rules/targets.py": "targets as lists write them",
    "app/measures/rules/units.py": "how names of units are divided",
    "app/measures/schemas.py": "column titles of a sheet",
    "app/scorecards/schemas.py": "column titles of a sheet",
    "app/typical_cases/rules/telling.py": "places and legal forms as they stand in names of enterprises",
    "app/surveys/schemas.py": "column titles of a sheet",
    "app/plans/rules/reading.py": "rates, months and kinds as they stand in departments' sheets",
    "app/penalties/schemas/sheets.py": "column titles of a sheet",
    "app/plans/schemas.py": "column titles of a sheet",
    "app/policy/rules": "how ranges of days are written",
    "app/quiet_days/rules/waiting.py": "how hours of a day are written",
    "app/publication/schemas.py": "column titles of the channels' sheets",
    "app/results/rules/papers.py": "names in templates of papers, as those who edit them write them",
    "app/results/queries/papers.py": "what papers say: their language is the law's, whoever reads",
    "app/kernel/documents/word.py": "names of fonts",
    "app/visits/rules/days.py": "how a first and a last day are written",
    "app/quiet_days/schemas.py": "column titles of a sheet",
    "app/results/schemas.py": "column titles of a sheet",
    "app/timelines/schemas.py": "column titles of a sheet",
    "app/workdays/rules": "how the State Council's notices name days",
    "app/reports/schemas.py": "column titles of a sheet",
    "app/workdays/schemas.py": "column titles of a calendar file",
}


def chinese(value: Any, pattern: re.Pattern[str] = CHINESE) -> bool:
    return isinstance(value, str) and bool(pattern.search(value))


def is_gettext(call: ast.AST) -> bool:
    return isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in GETTEXT


def loose_in_python(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Chinese constants outside gettext; a string that stands alone as a statement is a docstring."""
    if is_gettext(node) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
        return
    if isinstance(node, ast.Constant) and chinese(node.value, HAN):
        yield node.lineno, node.value
    for child in ast.iter_child_nodes(node):
        yield from loose_in_python(child)


def loose_in_template(node: nodes.Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in GETTEXT:
        for more in node.kwargs:
            yield from loose_in_template(more)
        return
    text = getattr(node, "data", None) if isinstance(node, nodes.TemplateData) else getattr(node, "value", None)
    if isinstance(node, nodes.TemplateData | nodes.Const) and chinese(text):
        yield node.lineno, str(text).strip()
    for child in node.iter_child_nodes():
        yield from loose_in_template(child)


def is_data(file: Path) -> bool:
    place = file.relative_to(ROOT)
    return "data" in place.parts or any(place.is_relative_to(data) for data in DATA)


def messages() -> Iterator[tuple[str, Any]]:
    """`(file:line, text)` of everything that gettext is asked for."""
    with (ROOT / "babel.cfg").open() as settings:
        methods, options = parse_mapping_cfg(settings)
    for part in ("app", "templates"):
        own = [(pattern.removeprefix(f"{part}/"), method) for pattern, method in methods if pattern.startswith(part)]
        chosen = {pattern.removeprefix(f"{part}/"): more for pattern, more in options.items()}
        found = extract_from_dir(str(ROOT / part), method_map=own, options_map=chosen)
        for name, line, message, *_ in found:
            for text in message if isinstance(message, tuple) else (message,):
                yield f"{part}/{name}:{line}", text


def test_python_has_no_words_outside_gettext() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{line} {text}"
        for file in sorted((ROOT / "app").rglob("*.py"))
        if not is_data(file)
        for line, text in loose_in_python(ast.parse(file.read_text()))
    ]
    assert found == []


@pytest.mark.parametrize("place", [place for place in DATA if (ROOT / place).is_file()])
def test_what_is_excused_as_data_still_needs_it(place: str) -> None:
    assert list(loose_in_python(ast.parse((ROOT / place).read_text())))


def test_templates_have_no_words_outside_gettext() -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    found = [
        f"{file.relative_to(ROOT)}:{line} {text}"
        for file in sorted((ROOT / "templates").rglob("*.html"))
        for line, text in loose_in_template(environment.parse(file.read_text()))
    ]
    assert found == []


def test_scripts_have_no_words() -> None:
    found = [file.name for file in (ROOT / "static").glob("*.js") if chinese(file.read_text())]
    assert found == []


def test_no_word_of_the_glossarys_list_is_used() -> None:
    found = [
        f"{place} {text}"
        for place, text in messages()
        if any(word in text for word in AVOIDED) or text.strip() in AVOIDED_ALONE
    ]
    assert found == []


@pytest.fixture(scope="module")
def english() -> Catalog:
    if not ENGLISH.exists():
        pytest.skip("the English catalogue is made at the end")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def test_every_message_has_its_english(english: Catalog) -> None:
    assert sorted({f"{place} {text}" for place, text in messages() if text not in english}) == []
    assert [message.id for message in english if message.id and not all(_texts(message.string))] == []
    assert [message.id for message in english if message.id and message.fuzzy] == []


def test_the_english_keeps_every_placeholder(english: Catalog) -> None:
    wrong = [
        (original, text)
        for message in english
        if message.id
        for original in _texts(message.id)[:1]
        for text in _texts(message.string)
        if set(PLACES.findall(original)) != set(PLACES.findall(text))
    ]
    assert wrong == []


def _texts(value: Any) -> list[str]:
    return list(value) if isinstance(value, tuple | list) else [value]
