"""A book against a schema: first the file, then its columns, then row by row."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from marshmallow import Schema, ValidationError

from app.kernel import wording
from app.kernel.errors import Refused
from app.kernel.sheets.book import Book, Row, Table
from app.kernel.sheets.columns import Fault, Header, locate

_DELETE_ME = "请删除"
EXAMPLE_MARK = "案例（请删除）"
_EXAMPLE = re.compile(r"^(?:案例|示例|样例|例如|填写说明|说明)\s*(?:[（(：:].*)?$")
NOTHING = frozenset({"", "N/A", "#N/A", "NULL", "-", "--", "—", "/", "无"})
STEP = 2000
ERRORS_TITLE = "错误说明"


class GoodRow(NamedTuple):
    line: int
    values: Mapping[str, Any]


class BadRow(NamedTuple):
    line: int
    cells: Row
    faults: list[Fault]


@dataclass
class Checked:
    """What was found. Where `header.faults` is not empty, no row was looked at."""

    book: Book
    table: Table
    header: Header
    good: list[GoodRow] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    examples: list[int] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there are, examples and blank ones left out."""
        return len(self.good) + len(self.bad)

    def refuse(self, found: Iterable[tuple[int, Fault]]) -> None:
        """Take rows out of the good ones: `found` names lines and what is wrong in them."""
        faults: dict[int, list[Fault]] = {}
        for line, fault in found:
            faults.setdefault(line, []).append(fault)
        self.good = [row for row in self.good if row.line not in faults]
        self.bad += [BadRow(line, self.table.rows[line - 1], told) for line, told in faults.items()]
        self.bad.sort(key=lambda row: row.line)


def check(
    book: Book, schema: Schema, *, key: str | tuple[str, ...], told: Callable[[int, int], None] | None = None
) -> Checked:
    """Look at every row; `key` names the columns that together must not occur twice. `told(done, all)` hears of the
    progress.

    Blank rows do not count; rows that call themselves examples (案例（请删除）) are left out and listed. Refuses a
    sheet without a header and one without a row below it.
    """
    table, header = locate(book, schema)
    checked = Checked(book, table, header)
    if header.faults:
        return checked
    keys = (key,) if isinstance(key, str) else key
    seen: dict[Any, int] = {}
    for line, row in _filled(table, header, told):
        if _is_example(row):
            checked.examples.append(line)
        else:
            _sort(checked, line, row, schema, keys, seen)
    if not checked.rows:
        raise Refused("sheet_no_rows", line=header.line)
    return checked


def _filled(table: Table, header: Header, told: Callable[[int, int], None] | None) -> Iterator[tuple[int, Row]]:
    """The rows below the header that are not blank, with their lines."""
    for line, row in enumerate(table.rows[header.line :], header.line + 1):
        if told is not None and line % STEP == 0:
            told(line, len(table.rows))
        if any(cell.strip() for cell in row):
            yield line, row


def _is_example(row: Row) -> bool:
    first = next(cell.strip() for cell in row if cell.strip())
    return bool(_EXAMPLE.match(first)) or any(_DELETE_ME in cell and len(cell) < 40 for cell in row)


def _sort(checked: Checked, line: int, row: Row, schema: Schema, keys: tuple[str, ...], seen: dict[Any, int]) -> None:
    faults = dict.fromkeys(_misplaced(row, checked.header))
    values: dict[str, Any] = {}
    try:
        values = schema.load(_cells(row, checked.header.places))
    except ValidationError as error:
        told = {fault.column for fault in faults}
        faults |= dict.fromkeys(fault for fault in _faults(error) if fault.column not in told)
    named = tuple(values.get(key) for key in keys)
    first = line if faults or None in named else seen.setdefault(named, line)
    if first != line:
        faults[Fault(str(schema.fields[keys[0]].data_key), _sentence("row_twice", first=first))] = None
    if faults:
        checked.bad.append(BadRow(line, row, list(faults)))
    else:
        checked.good.append(GoodRow(line, values))


def _cells(row: Row, places: Mapping[str, int]) -> dict[str, str]:
    """The row's cells by title; an empty one is left out, as is one that says N/A."""
    found = ((title, row[place].strip()) for title, place in places.items() if place < len(row))
    return {title: cell for title, cell in found if cell.upper() not in NOTHING}


def _misplaced(row: Row, header: Header) -> Iterator[Fault]:
    beyond = len(header.titles)
    if any(cell.strip() for cell in row[beyond:]):
        yield Fault("", _sentence("row_shifted", columns=beyond, cells=len(row)))
    for title, place in header.places.items():
        if place < len(row) and "\ufffd" in row[place]:
            yield Fault(title, _sentence("text_damaged"))


def _faults(error: ValidationError) -> list[Fault]:
    messages: Mapping[str, Any] = error.messages_dict
    return [
        Fault("" if title == "_schema" else title, str(text))
        for title, texts in messages.items()
        for text in (texts if isinstance(texts, list) else [texts])
    ]


def _sentence(code: str, **facts: Any) -> str:
    told = wording.tell(code, facts)
    return told.whole
