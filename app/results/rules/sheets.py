"""Results that come as a sheet: one row for each item of each visit."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.kernel.errors import Refused
from app.results.rules.kinds import Found, Kind

Row = Mapping[str, Any]


def by_visit(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each visit, visits by number: whoever locks several does so in this order."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["number"], []).append(row)
    return dict(sorted(found.items()))


def found_in(rows: Sequence[Row], items: Mapping[str, int]) -> list[Found]:
    """What the rows of one visit found. Refuses a code that is no item of the visit, and a visit that is not whole."""
    if any(row["item"] not in items for row in rows):
        raise Refused("result_items_unlike", field="item")
    missing = sorted(items.keys() - {row["item"] for row in rows})
    if missing:
        raise Refused("result_rows_missing", field="number", items="、".join(missing))
    return [_found(row, items[row["item"]]) for row in rows]


def _found(row: Row, item: int) -> Found:
    words = "" if row["kind"] is Kind.NO_PROBLEM else row.get("words") or ""
    return Found(item, row["kind"], words, row.get("due_on"))


def the_one(rows: Sequence[Row], name: str) -> Any:
    """What the rows of a visit say of the visit itself: once, or in each row the same. None where none says it."""
    said = {row[name] for row in rows if row.get(name) not in {None, ""}}
    if len(said) > 1:
        raise Refused("result_rows_unlike", field=name)
    return said.pop() if said else None
