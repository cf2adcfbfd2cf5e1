"""Taking an import back (D-12): each row as it was before, all of them or none, as long as nobody changed one since."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Protocol, cast

from sqlalchemy import CursorResult, Delete
from sqlalchemy.exc import IntegrityError

from app.kernel.db import db
from app.kernel.errors import Refused

Kept = Mapping[str, Any]


class Back(Protocol):
    """The verb that takes an import back. `kept` is what `changes` told of it; `loaded_at` its instant."""

    def __call__(self, kept: Kept, /, *, digest: str, loaded_at: Any, by: Any, at: Any) -> None: ...


def _no_rows(_rows: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Undo:
    """How a register takes an import back. `look` tells the rows that a sheet names as they stand, as JSON by key;
    a register whose rows name their import needs none.
    """

    back: Back
    look: Callable[[Any], dict[str, Any]] = _no_rows


def changes(before: Kept, after: Kept) -> dict[str, Any]:
    """What an import changed: before and after of each row that became different, before None where it is new."""
    return {key: [before.get(key), row] for key, row in after.items() if before.get(key) != row}


def steps(kept: Kept, now: Kept) -> Iterator[tuple[str, Any]]:
    """Each row with what it was before, None where it was not there. Refuses where one was changed since."""
    for key, (_before, after) in kept.items():
        if now.get(key) != after:
            raise Refused("import_changed_since", key=key)
    return ((key, before) for key, (before, _after) in kept.items())


def flush() -> None:
    """Write what was taken back. Refuses where something refers to a row that would go."""
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Refused("import_used_since") from error


def removed(told: Delete) -> int:
    """Take away the rows of an import; how many. Refuses where something refers to one of them."""
    try:
        return cast("CursorResult[Any]", db.session.execute(told)).rowcount
    except IntegrityError as error:
        raise Refused("import_used_since") from error


def plain(value: Any) -> Any:
    """A value of a row as JSON holds it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def day(text: str | None) -> date | None:
    """A day that `plain` wrote."""
    return None if text is None else date.fromisoformat(text)
