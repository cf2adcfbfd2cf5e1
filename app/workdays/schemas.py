"""A year's notice as people send it: a file (CSV or JSON) or pasted lines become days."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from app.kernel import parsing, wording
from app.kernel.errors import Refused
from app.workdays.rules import Special, kind_of

_BREAK = re.compile(r"[,，;；\t]|\s+")
_HEADER = re.compile(r"^[\"']?(date|日期)\b", re.IGNORECASE)
_ENCODINGS = ("utf-8-sig", "gb18030")
MOST_BYTES = 200_000


def days(data: bytes) -> list[Special]:
    """The days of a file. Refuses `calendar_file_unreadable`, or `calendar_line_unreadable` with the line's number."""
    text = _decoded(data)
    if text.lstrip().startswith("["):
        return _from_json(text)
    return lines(text)


def lines(text: str) -> list[Special]:
    """The days of pasted lines: a date, 休 or 班, a name. A title, blank lines and # lines are passed over."""
    return [_told(number, _day, line) for number, line in _content(text)]


def _content(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        plain = line.strip()
        if plain and not plain.startswith("#") and not (number == 1 and _HEADER.match(plain)):
            yield number, plain


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES or b"\x00" in data:
        raise Refused("calendar_file_unreadable", field="file")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("calendar_file_unreadable", field="file")


def _from_json(text: str) -> list[Special]:
    try:
        rows = json.loads(text)
    except ValueError as error:
        raise Refused("calendar_file_unreadable", field="file") from error
    return [_told(number, _entry, row) for number, row in enumerate(rows, start=1)]


def _told(number: int, read: Callable[[Any], Special], given: Any) -> Special:
    """Read one line; a refusal names its number."""
    try:
        return read(given)
    except Refused as refused:
        why = wording.tell(refused.code, refused.facts).sentence
        raise Refused("calendar_line_unreadable", field="lines", line=number, why=why) from refused


def _day(line: str) -> Special:
    cells = [cell.strip("\"' ") for cell in _BREAK.split(line)]
    return _special([cell for cell in cells if cell])


def _entry(row: Any) -> Special:
    found = row if isinstance(row, dict) else {}
    return _special([str(found[key]) for key in ("date", "kind", "name") if found.get(key)])


def _special(cells: list[str]) -> Special:
    if len(cells) < 3:
        raise Refused("calendar_line_parts")
    return Special(parsing.day(cells[0]), kind_of(cells[1]), parsing.line(" ".join(cells[2:])))
