"""The columns of a register as a marshmallow schema, and where they stand in a sheet that somebody else laid out."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from marshmallow import Schema

from app.kernel import wording
from app.kernel.errors import Refused
from app.kernel.sheets.book import Book, Row, Table
from app.kernel.wire import Parsed

HEADER_WITHIN = 30
_NOISE = re.compile(r"必填|选填|可填|文本格式|[*＊:：\s]")
_DIVIDERS = re.compile(r"[/\\|、()\[\]或,，]+")


class Column(Parsed):
    """A column: its title in the template, how its text is read, the other titles it goes by, an example."""

    def __init__(
        self,
        title: str,
        parse: Callable[[str], Any],
        *,
        aliases: Sequence[str] = (),
        needed: bool = False,
        example: str = "",
        hint: Any = "",
    ) -> None:
        told = wording.REFUSALS["required"]
        super().__init__(
            parse,
            data_key=title,
            required=needed,
            metadata={"aliases": aliases, "example": example, "hint": hint},
            error_messages={"required": told[0]},
        )


class Fault(NamedTuple):
    """What is wrong with a column or a cell: the column's title and the sentence."""

    column: str
    sentence: str


class Header(NamedTuple):
    """Where a table's titles stand: the line, which place holds which column, which titles nobody asked for."""

    line: int
    titles: Row
    places: Mapping[str, int]
    unused: Sequence[str]
    faults: Sequence[Fault]


def fault(schema: type[Schema], refused: Refused) -> Fault:
    """A refusal as the fault of the column that its field names; of the whole row where it names none."""
    column = schema._declared_fields.get(refused.field or "")
    told = wording.tell(refused.code, refused.facts)
    return Fault(str(column.data_key) if column else "", told.whole)


def titles(schema: Schema) -> list[str]:
    """The titles of the template, in order."""
    return [str(field.data_key) for field in schema.fields.values()]


def needed(schema: Schema) -> list[str]:
    """The titles without which no row can be read."""
    return [str(field.data_key) for field in schema.fields.values() if field.required]


def locate(book: Book, schema: Schema) -> tuple[Table, Header]:
    """The table and the line within its first 30 that hold the most titles; the first of equals.

    Refuses a book without any row, and one in which no title is known.
    """
    known = _names(schema)
    found = [
        (_known(row, known), -order, -line, row)
        for order, table in enumerate(book.tables)
        for line, row in enumerate(table.rows[:HEADER_WITHIN], 1)
    ]
    if not any(row for table in book.tables for row in table.rows):
        raise Refused("sheet_empty")
    most, order, line, row = max(found)
    if not most:
        raise Refused("sheet_no_header", titles="、".join(needed(schema)), within=HEADER_WITHIN)
    return book.tables[-order], _header(-line, row, known, schema)


def _names(schema: Schema) -> dict[str, str]:
    """Every name that a column goes by, made plain, with the title it stands for."""
    found = {}
    for key, field in schema.fields.items():
        for name in (str(field.data_key), key, *field.metadata["aliases"]):
            found[_plain(name)] = str(field.data_key)
    return found


def _plain(title: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", title)).casefold()


def _column(title: str, known: Mapping[str, str]) -> str | None:
    """The column that a title means: 统一社会信用代码（必填）, 注册号/统一社会信用代码, RegOrgName."""
    plain = _plain(title)
    if plain in known:
        return known[plain]
    meant = {known.get(part) for part in _DIVIDERS.split(plain) if part}
    return meant.pop() if len(meant) == 1 else None


def _known(row: Row, known: Mapping[str, str]) -> int:
    return len({_column(title, known) for title in row if len(title) < 60} - {None})


def _header(line: int, row: Row, known: Mapping[str, str], schema: Schema) -> Header:
    places: dict[str, int] = {}
    faults = []
    for place, title in enumerate(row):
        column = _column(title, known)
        if column is not None and column in places:
            faults.append(_twice(column, row[places[column]], title))
        elif column is not None:
            places[column] = place
    faults += [_missing(title) for title in needed(schema) if title not in places]
    unused = [title.strip() for title in row if title.strip() and _column(title, known) is None]
    return Header(line, row, places, unused, faults)


def _twice(column: str, first: str, second: str) -> Fault:
    told = wording.tell("column_twice", {"column": column, "first": first.strip(), "second": second.strip()})
    return Fault(column, told.whole)


def _missing(title: str) -> Fault:
    told = wording.tell("column_missing", {"column": title})
    return Fault(title, told.whole)
