"""The source of the house as the rules of the house look at it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
ROOMS = ("rules", "models", "queries", "service", "forms", "schemas", "views", "api", "cli")
DOORS = ("views", "api", "cli")


class File(NamedTuple):
    """`slice` is the folder under app/ (empty for the factory), `room` the module or package in it."""

    path: Path
    name: str
    slice: str
    room: str
    tree: ast.Module


@cache
def files() -> tuple[File, ...]:
    """Every Python file of app/."""
    return tuple(_file(path) for path in sorted(APP.rglob("*.py")))


def _file(path: Path) -> File:
    parts = path.relative_to(APP).with_suffix("").parts
    slice_, room = (parts[0], parts[1]) if len(parts) > 1 else ("", parts[0])
    return File(path, str(path.relative_to(ROOT)), slice_, room, ast.parse(path.read_text()))


def slices() -> list[str]:
    return sorted({file.slice for file in files()} - {"", "kernel"})


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """The functions at the top of a module."""
    return [node for node in tree.body if isinstance(node, ast.FunctionDef)]
