"""Each import contract fails when it is broken on purpose, in a copy of the tree; the unbroken copy keeps them all."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NEW = '"""Made by a test."""\n'
BREAKS = {
    "1, a lower slice sees a higher one": ("app/ledger/service.py", "import app.notices.rules"),
    "1, a slice without a storey": ("app/novelty/__init__.py", ""),
    "2, models see queries": ("app/ledger/models.py", "import app.ledger.queries"),
    "2, a room of its own making": ("app/ledger/utils.py", ""),
    "3, a rule sees the database": ("app/ledger/rules.py", "import sqlalchemy"),
    "3, a rule sees the database through another module": ("app/ledger/rules.py", "import app.kernel.db"),
    "4, a service sees the web": ("app/ledger/service.py", "import flask"),
    "4, a query sees the web": ("app/ledger/queries.py", "import app.kernel.web.gate"),
    "5, a door sees another slice's door": ("app/notices/cli.py", "import app.ledger.views"),
    "5, the kernel sees a door": ("app/kernel/clock.py", "import app.ledger.views"),
}


def broken(tree: Path) -> set[str]:
    """The numbers of the contracts that import-linter finds broken in a tree."""
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([program, "--no-cache"], cwd=tree, capture_output=True, text=True, timeout=60, check=False)
    assert "Contracts:" in done.stdout, done.stdout + done.stderr
    assert (done.returncode == 0) == ("0 broken." in done.stdout)
    return set(re.findall(r"^(\d)\. .* BROKEN$", done.stdout, re.MULTILINE))


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "app", tmp_path / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    views = tmp_path / "app/ledger/views.py"
    if not views.exists():
        views.write_text(NEW)
    return tmp_path


def test_the_unbroken_house_keeps_every_contract(tree: Path) -> None:
    assert broken(tree) == set()


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_contract_is_seen(tree: Path, name: str) -> None:
    place, line = BREAKS[name]
    file = tree / place
    file.parent.mkdir(exist_ok=True)
    file.write_text((file.read_text() if file.exists() else NEW) + line + "\n")
    assert name[0] in broken(tree)


def test_every_slice_is_held_to_the_order_of_rooms() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    slices = {f"app.{path.parent.name}" for path in (ROOT / "app").glob("*/__init__.py")} - {"app.kernel"}
    assert set(contracts[1]["containers"]) == slices
