"""Text files with commas, tabs or semicolons, in the encodings that Chinese offices save."""

import csv
import re
from io import StringIO

from app.kernel.errors import Refused
from app.kernel.sheets.book import CELL_LENGTH, Book, table

_DELIMITERS = ",\t;"
_QUOTED = re.compile(r'"[^"]*"?')
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(data: bytes) -> Book:
    """The one table of a text file. Refuses bytes that are no text, and a quote that never closes."""
    encoding, text = _decoded(data)
    if "\x00" in text:
        raise Refused("sheet_unknown")
    try:
        rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        return Book("csv", encoding, [table("", rows)])
    except csv.Error as error:
        raise Refused("sheet_quotes", most=CELL_LENGTH) from error


def _decoded(data: bytes) -> tuple[str, str]:
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return encoding, data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("sheet_encoding")


def _delimiter(text: str) -> str:
    """The delimiter that divides the first lines most, what stands in quotes left out."""
    head = _QUOTED.sub("", "\n".join(text.splitlines()[:10]))
    return max(_DELIMITERS, key=head.count)
