"""Which registers take sheets: each slice offers its own, the pages of `imports` serve all of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from flask_babel import force_locale
from marshmallow import Schema

from app.kernel import parsing, wording
from app.kernel.errors import Refused
from app.kernel.permissions import Permission
from app.kernel.sheets.checking import Checked, GoodRow, check
from app.kernel.sheets.columns import Fault
from app.kernel.sheets.reading import read
from app.kernel.sheets.undoing import Undo

Rows = Sequence[Mapping[str, Any]]
Told = Iterable[tuple[int, Fault]]


class Load(Protocol):
    """The verb that brings a register to what rows say; answers how many were created, updated, unchanged."""

    def __call__(self, rows: Rows, *, digest: str, refused: int, by: Any, at: Any) -> Mapping[str, int]: ...


def _nothing(_rows: Sequence[GoodRow], _by: Any) -> Told:
    return ()


@dataclass(frozen=True)
class Kind:
    """A register that is filled from sheets, with its words.

    `schema` is made for whoever uploads: it may know what that person may name. `doubts` finds in the good rows what
    only the database knows. `forecast` says what `load` would do, `undo` takes it back: None where what was imported
    is evidence and stays; `stays` then says so before it is confirmed. `listing` is the endpoint of the register's
    list. `blank` makes the sheet to fill in for whoever asks, where it is more than titles and an example; a `whole`
    sheet is taken with all its rows or not at all.
    """

    name: str
    permission: Permission
    schema: Callable[[Any], Schema]
    key: tuple[str, ...]
    forecast: Callable[[Rows], Mapping[str, int]]
    load: Load
    listing: str
    words: Any
    list_words: Any
    note: Any
    undo: Undo | None
    doubts: Callable[[Sequence[GoodRow], Any], Told] = _nothing
    blank: Callable[[Any], bytes] | None = None
    whole: bool = False
    stays: Any = ""

    def check(self, data: bytes, by: Any) -> Checked:
        """What a file holds for this register: first the file, then its columns, then its rows, then the database."""
        checked = check(read(data), self.schema(by), key=self.key)
        checked.refuse(self.doubts(checked.good, by))
        return checked


KINDS: dict[str, Kind] = {}


def offer(kind: Kind) -> None:
    """Let a register be filled from sheets. A slice's `views` offer its own when they are loaded."""
    KINDS[kind.name] = kind


def offered(allowed: Callable[[Permission], bool]) -> Iterator[Kind]:
    """The registers that somebody with these permissions may fill, in the order in which they were offered."""
    return (kind for kind in KINDS.values() if allowed(kind.permission))


@cache
@cache
def as_written(kind: str, value: str) -> str:
    """The Chinese word of a stored value, whatever the reader's language: a sheet is read again by them."""
    with force_locale("zh_Hans_CN"):
        return wording.label(kind, value)


def one_of(kind: str, values: Iterable[Any]) -> Callable[[str], Any]:
    """The rule of a column that holds one of these values: its Chinese word or its code. Refuses `choice_unknown`."""
    known = tuple(values)

    def parse(value: str) -> Any:
        plain = parsing.line(value)
        found = [one for one in known if plain in {one.value, as_written(kind, one.value)}]
        if not found:
            raise Refused("choice_unknown")
        return found[0]

    return parse
