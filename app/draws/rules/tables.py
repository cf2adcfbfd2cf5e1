"""The lists of a draw as canonical CSV: UTF-8, LF, minimal quoting, rows sorted by their columns as bytes, none twice.

Reading takes the canonical bytes alone, so that a list has one way to be written. `loose=True` takes a list from
another hand: rows and columns in any order, any line end.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

from app.draws.rules.terms import (
    CAPS,
    INSPECTORS,
    RECUSALS,
    ROSTER,
    TASKS,
    Cap,
    Enterprise,
    Files,
    Inspector,
    Lists,
    Recusal,
    TaskRow,
)
from app.kernel.errors import Refused

COLUMNS: dict[str, tuple[str, ...]] = {
    ROSTER: ("uscc", "stratum", "tasks"),
    TASKS: ("task", "departments", "stratum", "quota", "inspectors"),
    CAPS: ("scope", "limit"),
    INSPECTORS: ("certificate_no", "department"),
    RECUSALS: ("certificate_no", "uscc"),
}
KEYS: dict[str, tuple[str, ...]] = {
    ROSTER: ("uscc",),
    TASKS: ("task", "stratum"),
    CAPS: ("scope",),
    INSPECTORS: ("certificate_no", "department"),
    RECUSALS: ("certificate_no", "uscc"),
}
SETS, NUMBERS = frozenset({"tasks", "departments"}), frozenset({"limit", "quota", "inspectors"})
MOST_DIGITS = 9
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SPECIAL = re.compile(r'[",]')
Row = Sequence[str]


def encoded(rows: Iterable[Row]) -> bytes:
    """Rows as lines: a cell is quoted where it holds a comma or a quote, and nowhere else."""
    return "".join(f"{_line(row)}\n" for row in rows).encode()


def _line(row: Row) -> str:
    line = ",".join(row)
    plain = '"' not in line and line.count(",") == len(row) - 1
    return line if plain else ",".join(map(_cell, row))


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def written(name: str, rows: Iterable[tuple[Any, ...]]) -> bytes:
    """The list of that name, its rows (as in `terms`) in any order."""
    plain = sorted(tuple(_text(value) for value in row) for row in rows)
    return encoded([COLUMNS[name], *plain])


def _text(value: Any) -> str:
    return " ".join(sorted(value)) if isinstance(value, tuple) else str(value)


def write(lists: Lists) -> dict[str, bytes]:
    """The five lists as files."""
    return {
        ROSTER: written(ROSTER, lists.roster),
        TASKS: written(TASKS, lists.tasks),
        CAPS: written(CAPS, lists.caps),
        INSPECTORS: written(INSPECTORS, lists.inspectors),
        RECUSALS: written(RECUSALS, lists.recusals),
    }


def read(files: Files, *, roster: bool = True, loose: bool = False) -> Lists:
    """The five lists, or four of them without the roster. Refuses what is missing or malformed, by file and line."""
    return Lists(
        enterprises(rows(ROSTER, files, loose=loose)) if roster else [],
        [task_row(row) for row in rows(TASKS, files, loose=loose)],
        [Cap(scope, int(limit)) for scope, limit in rows(CAPS, files, loose=loose)],
        [Inspector(*row) for row in rows(INSPECTORS, files, loose=loose)],
        [Recusal(*row) for row in rows(RECUSALS, files, loose=loose)],
    )


def enterprises(rows: Iterable[Row]) -> list[Enterprise]:
    """The rows of a roster. Its cells of tasks are few and stand in many rows: each is taken apart once."""
    apart: dict[str, tuple[str, ...]] = {}
    found = []
    for uscc, stratum, tasks in rows:
        if tasks not in apart:
            apart[tasks] = tuple(tasks.split(" "))
        found.append(Enterprise(uscc, stratum, apart[tasks]))
    return found


def task_row(row: Row) -> TaskRow:
    """A row of the tasks."""
    task, departments, stratum, quota, inspectors = row
    return TaskRow(task, tuple(departments.split(" ")), stratum, int(quota), int(inspectors))


def rows(name: str, files: Files, *, loose: bool = False) -> list[Row]:
    """The checked rows of one list, without its header, the columns in order."""
    if name not in files:
        raise Refused("draw_file_missing", file=name)
    header, *body = _cells(name, files[name])
    columns = COLUMNS[name]
    if header != list(columns) and not (loose and sorted(header) == sorted(columns)):
        raise Refused("draw_file_columns", file=name, columns=",".join(columns))
    check_cells(name, header, body)
    if loose:
        order = [header.index(column) for column in columns]
        body = [[_sorted(columns[at], row[place]) for at, place in enumerate(order)] for row in body]
        body.sort()
    check_order(name, body)
    if not loose and encoded([columns, *body]) != files[name]:
        raise Refused("draw_file_not_canonical", file=name)
    return list(body)


def plain(name: str, columns: tuple[str, ...], files: Files) -> list[Row]:
    """The rows of a list that lies beside the locked ones, without its header. Refuses another header or shape."""
    if name not in files:
        raise Refused("draw_file_missing", file=name)
    header, *body = _cells(name, files[name])
    if header != list(columns):
        raise Refused("draw_file_columns", file=name, columns=",".join(columns))
    check_cells(name, header, body)
    return list(body)


def _sorted(column: str, cell: str) -> str:
    return " ".join(sorted(cell.split())) if column in SETS else cell


def _cells(name: str, data: bytes) -> Iterator[list[str]]:
    try:
        text = data.decode("utf-8")
        found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except UnicodeDecodeError:
        raise Refused("draw_file_encoding", file=name) from None
    except csv.Error:
        raise Refused("draw_file_not_canonical", file=name) from None
    yield from found or [[]]


def check_cells(name: str, header: list[str], body: list[list[str]]) -> None:
    """Refuses rows with another number of cells, control characters in them, and numbers that are none."""
    numbers = [(place, column) for place, column in enumerate(header) if column in NUMBERS]
    dirty = _CONTROL.search("".join(map("".join, body)))
    for line, row in enumerate(body, 2):
        if len(row) != len(header) or (dirty and _CONTROL.search("".join(row))):
            raise Refused("draw_row_malformed", file=name, line=line)
        for place, column in numbers:
            if not _NUMBER.fullmatch(row[place]):
                raise Refused("draw_number_malformed", file=name, line=line, column=column, digits=MOST_DIGITS)


def check_order(name: str, body: list[list[str]]) -> None:
    """Refuses rows that are not sorted, a key that stands twice, and names in a cell unsorted or twice."""
    columns = COLUMNS[name]
    key = itemgetter(*(columns.index(column) for column in KEYS[name]))
    several = [columns.index(column) for column in columns if column in SETS]
    unsorted = {cell for at in several for cell in {row[at] for row in body} if not _in_order(cell)}
    before: list[str] = []
    seen: set[Any] = set()
    for line, row in enumerate(body, 2):
        own = key(row)
        if own in seen:
            names = own if isinstance(own, tuple) else (own,)
            raise Refused("draw_row_twice", file=name, line=line, key=" ".join(names))
        if row < before or not unsorted.isdisjoint(row):
            raise Refused("draw_rows_unsorted", file=name, line=line)
        seen.add(own)
        before = row


def _in_order(cell: str) -> bool:
    names = cell.split(" ")
    return all(names) and all(one < two for one, two in pairwise(names))
