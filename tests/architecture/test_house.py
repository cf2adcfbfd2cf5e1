"""The rules of the house that no linter knows."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.source import APP, DOORS, ROOMS, ROOT, calls, files, functions, slices

CLOCKS = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))$")
TOP = [ROOT / "config.py", ROOT / "config_accounts.py", ROOT / "serve.py", ROOT / "wsgi.py", ROOT / "migrations/env.py"]
NO_NAMES = {"utils", "helpers", "common", "misc", "base", "manager"}
CHANGED_SQL = re.compile(r"\b(COMMIT|BEGIN)\b")


def where(file_name: str, node: ast.AST) -> str:
    return f"{file_name}:{getattr(node, 'lineno', 0)}"


def test_only_the_kernel_commits() -> None:
    found = [
        where(file.name, call)
        for file in files()
        if file.name != "app/kernel/db.py"
        for call, name in calls(file.tree)
        if name.endswith(
            ("session.commit", "session.begin", "session.begin_nested", ".autocommit", "connection.commit")
        )
    ]
    found += [
        where(file.name, node)
        for file in files()
        if file.name != "app/kernel/db.py"
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHANGED_SQL.match(node.value)
    ]
    assert found == []


def test_an_act_begins_only_at_a_door() -> None:
    found = [
        where(file.name, call)
        for file in files()
        if file.room not in DOORS and file.name != "app/kernel/db.py"
        for call, name in calls(file.tree)
        if name.split(".")[-1] == "transaction"
    ]
    assert found == []


def test_only_the_clock_reads_the_clock() -> None:
    found = [
        where(file.name, call)
        for file in files()
        if file.name != "app/kernel/clock.py"
        for call, name in calls(file.tree)
        if CLOCKS.search(name)
    ]
    assert found == []


def test_a_slice_has_only_these_rooms() -> None:
    rooms = {(file.slice, file.room) for file in files() if file.slice in slices()}
    assert {(slice_, room) for slice_, room in rooms if room not in {*ROOMS, "__init__"}} == set()


def test_importing_a_slice_imports_nothing() -> None:
    """`app/__init__.py` and each slice's hold a docstring and nothing else: importing a rule imports only the rule."""
    for path in (APP / "__init__.py", *(APP / name / "__init__.py" for name in slices())):
        tree = ast.parse(path.read_text())
        assert ast.get_docstring(tree), path
        assert len(tree.body) == 1, path


@pytest.mark.parametrize("path", [*(file.path for file in files()), *TOP], ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_and_says_what_it_is_for(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 200
    assert ast.get_docstring(ast.parse(path.read_text()))


def test_public_functions_say_what_they_mean() -> None:
    bare = [
        f"{file.name}: {function.name}"
        for file in files()
        if file.slice == "kernel" or file.room in {"rules", "queries", "service"}
        for function in functions(file.tree)
        if not function.name.startswith("_") and function.name != "init_app" and not ast.get_docstring(function)
    ]
    assert bare == []


def test_nothing_is_called_after_its_lack_of_a_place() -> None:
    tracked = [*APP.rglob("*"), *(ROOT / "templates").rglob("*"), *(ROOT / "tests").rglob("*")]
    assert [str(path) for path in tracked if path.stem in NO_NAMES] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError)\b")
    found = [
        str(path.relative_to(ROOT))
        for folder in ("app", "templates", "static", "migrations")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".css", ".js", ".typ"} and later.search(path.read_text())
    ]
    assert found == []


def test_nothing_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = listed.stdout.splitlines() or [str(path.relative_to(ROOT)) for path in ROOT.glob("*") if path.is_file()]
    unwanted = re.compile("|".join(("py" + "pi.org", "python" + "hosted", "/" + "work/", "/" + "root/")))
    found = [name for name in names if (ROOT / name).is_file() and _names(ROOT / name, unwanted)]
    assert found == []


def _names(path: Path, unwanted: re.Pattern[str]) -> bool:
    try:
        return bool(unwanted.search(path.read_text()))
    except UnicodeDecodeError:
        return False


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_a_readme_is_read_in_minutes_and_names_the_two_commands(name: str) -> None:
    text = (ROOT / name).read_text()
    assert len(text.splitlines()) <= 120
    assert "make run" in text
    assert "make test" in text


def test_a_decision_fits_on_a_page() -> None:
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert records
    for record in records:
        assert re.match(r"\d{4}-[a-z-]+$", record.stem), record
        assert len(record.read_text().splitlines()) <= 40, record
