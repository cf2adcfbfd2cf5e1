"""Every setting, command and permission stands in docs/, as it is."""

import re
from collections.abc import Iterator

import click
import pytest

import config
from app.factory import create_app
from app.kernel.grants import DEMO_ONLY, EVERYBODY, GRANTS
from app.kernel.permissions import Permission, Role
from tests.architecture.source import ROOT

OPERATIONS = (ROOT / "docs/operations.md").read_text()
CHECKS = (ROOT / "docs/checks.md").read_text()
THEIRS = {"db", "openapi", "run", "shell", "routes"}


def commands(group: click.Group, path: str = "flask") -> Iterator[str]:
    for name, command in group.commands.items():
        if path == "flask" and name in THEIRS:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}"


def test_every_command_stands_in_the_operations_guide() -> None:
    app = create_app({"BE_MODE": "demo", "DATABASE_URL": "sqlite://"})
    told = set(re.findall(r"^\| `(flask [^`]+)` \|", OPERATIONS, re.MULTILINE)) - {"flask db upgrade"}
    assert told == set(commands(app.cli))


@pytest.mark.parametrize("setting", config.SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_stands_in_the_guide_and_in_the_sample(setting: config.Setting) -> None:
    assert f"| `{setting.name}` | {setting.meaning}." in OPERATIONS
    assert f"\n# {setting.name}=" in (ROOT / ".env.example").read_text()


def line(permission: Permission) -> str:
    """The permission as its row in docs/checks.md."""
    if permission in EVERYBODY:
        who = "everybody"
    elif permission in DEMO_ONLY:
        who = "everybody, in the demo only"
    elif GRANTS[permission] == frozenset(Role):
        who = "everybody who is signed in"
    else:
        who = ", ".join(role.value for role in Role if role in GRANTS[permission])
    return f"| `{permission}` | {who} |"


def test_every_permission_stands_in_docs_with_those_who_have_it() -> None:
    told = set(re.findall(r"^\| `[a-z_:]+` \| .* \|$", CHECKS, re.MULTILINE))
    assert told == {line(permission) for permission in Permission}


def test_every_rule_of_the_house_is_explained() -> None:
    rules = {f"tests/architecture/{path.name}" for path in (ROOT / "tests/architecture").glob("test_*.py")}
    assert rules == set(re.findall(r"`(tests/architecture/[^`]+)`", CHECKS))
