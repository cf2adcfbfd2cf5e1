"""Draws of our own making: a roster, tasks and inspectors from a number, locked and drawn."""

import random
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.draws import rules
from app.draws.rules import Announcement, Bounds, Cap, Enterprise, Inspector, Lists, Recusal, Source, TaskRow

EXAMPLE = Path(__file__).parents[3] / "shared" / "draw" / "example"
PROGRAM = Path(__file__).parents[2] / "static" / "programs" / "verify_draw.py"
BOUNDS = Bounds(Decimal("5"), 2, timedelta(hours=24))
SECRET = "0123456789abcdef" * 4
VALUE = "31415926535897932384"
STRATA, SHARES = ("A", "B", "C", '级,"丁"'), (31, 55, 12, 2)


def announcement(**more: Any) -> Announcement:
    """An announcement of twenty ten-sided dice."""
    values: dict[str, Any] = {
        "draw": "CQ-20260302-000001-8",
        "previous": "",
        "locked_at": "2026-03-02T09:00:00+08:00",
        "value_due": "2026-03-04T10:00:00+08:00",
        "sources": (Source("dice", "20 枚十面骰，当众掷出", "[0-9]{20}"),),
        "reveal": "at_once",
        "rulebook": "yuanjiang-2023",
    }
    return Announcement(**{**values, **more})


def lists(count: int = 600, tasks: int = 8, departments: int = 5, number: int = 1, caps: int = 5) -> Lists:
    """Lists that fit each other. `caps` is the city's limit in percent of the roster."""
    dice = random.Random(number)
    names = [f"T{n:03d}" for n in range(1, tasks + 1)]
    rates = {name: dice.choice((0.9, 0.5, 0.2, 0.1)) for name in names}
    roster = [_enterprise(dice, n, names, rates) for n in range(count)]
    scopes = [f"D{n:02d}" for n in range(1, departments + 1)]
    staff = [Inspector(f"4309{scope[1:]}{n:04d}", scope) for scope in scopes for n in range(dice.randint(2, 9))]
    recusals = {Recusal(one.certificate_no, dice.choice(roster).uscc) for one in staff for _ in range(5)}
    limits = [
        Cap("*", max(1, count * caps // 100)),
        *(Cap(scope, dice.randint(1, count // 10 + 1)) for scope in scopes),
    ]
    rows = [row for name in names for row in _rows(dice, name, roster, scopes)]
    return Lists(roster, rows, limits, staff, sorted(recusals))


def _enterprise(dice: random.Random, number: int, names: list[str], rates: dict[str, float]) -> Enterprise:
    tasks = tuple(name for name in names if dice.random() < rates[name]) or (names[0],)
    return Enterprise(f"91430981MA{number:07d}X", dice.choices(STRATA, SHARES)[0], tasks)


def _rows(dice: random.Random, name: str, roster: list[Enterprise], scopes: list[str]) -> list[TaskRow]:
    own = tuple(sorted(dice.sample(scopes, dice.choice((1, 1, 2, 3)) if len(scopes) > 2 else 1)))
    left, inspectors = rules.most_of(sum(name in one.tasks for one in roster), BOUNDS), dice.choice((2, 2, 3))
    found = []
    for stratum in STRATA:
        quota = min(left, dice.randint(0, left + 1))
        left -= quota
        found.append(TaskRow(name, own, stratum, quota, inspectors))
    return found


def strange(own: Lists) -> Lists:
    """The same lists with names that sort and quote in their own ways: beyond U+FFFF, digits, quotes, commas."""
    marks = ("𠀀", "Ａ", "é", '"', ",", "9", "10")

    def of(name: str) -> str:
        return marks[int(name[-2:]) % len(marks)] + name

    return Lists(
        [Enterprise(marks[at % 7] + row.uscc, row.stratum, row.tasks) for at, row in enumerate(own.roster)],
        [row._replace(departments=tuple(map(of, row.departments))) for row in own.tasks],
        [cap._replace(scope=cap.scope if cap.scope == "*" else of(cap.scope)) for cap in own.caps],
        [Inspector(marks[at % 7] + row.certificate_no, of(row.department)) for at, row in enumerate(own.inspectors)],
        [],
    )


def locked(own: Lists, **more: Any) -> dict[str, bytes]:
    """The locked files."""
    return rules.lock(announcement(**more), own, SECRET, previous=more.get("previous", ""), bounds=BOUNDS)


def drawn(own: Lists, value: str = VALUE, **more: Any) -> dict[str, bytes]:
    """The ten files of a whole draw."""
    files = locked(own, **more)
    return {**files, rules.VALUE: f"{value}\n".encode(), rules.RESULT: rules.run(files, value).content}


def example() -> dict[str, bytes]:
    """The example that lies beside the project."""
    return {path.name: path.read_bytes() for path in EXAMPLE.iterdir()}


def laid(files: rules.Files, folder: Path) -> Path:
    """The files in a folder."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def resealed(files: rules.Files) -> dict[str, bytes]:
    """The same files with a manifest of their own, as somebody would leave them who replaced them all."""
    return {**files, rules.MANIFEST: rules.manifest_of(files)}
