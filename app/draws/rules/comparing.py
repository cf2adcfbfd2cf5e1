"""What lies beside the locked files: who is outside every frame, and what changed since the draw before.

Before the lock a roster can be changed, and no commitment can stop that: the difference sheet shows it. Its `why` is
`new`, `was_excluded:` or `excluded:` with the rule, `out_of_frames`, or which of stratum and tasks became different.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from app.draws.rules import tables
from app.draws.rules.terms import Enterprise, Files, Lists
from app.kernel.errors import Refused

EXCLUSIONS, DIFFERENCE = "exclusions.csv", "difference.csv"
LEFT_OUT, UNKNOWN = "left_out.csv", "unknown.csv"
BESIDE = (DIFFERENCE, EXCLUSIONS, LEFT_OUT, UNKNOWN)
_NOTES = {LEFT_OUT: ("uscc", "task", "evidence"), UNKNOWN: ("uscc", "rule", "departments")}
_EXCLUSION = ("uscc", "reason", "evidence")
_DIFFERENCE = ("uscc", "change", "before", "after", "why", "by")


class Exclusion(NamedTuple):
    """An enterprise outside every frame, by which rule, on what evidence."""

    uscc: str
    reason: str
    evidence: str


class Difference(NamedTuple):
    """A row of the roster that was added, removed or changed; `by` is the ledger entry that changed the enterprise."""

    uscc: str
    change: str
    before: str
    after: str
    why: str
    by: str = ""


def exclusions_file(rows: Iterable[Exclusion]) -> bytes:
    """`exclusions.csv`, sorted; what cannot stand in a line of it is cut out."""
    return tables.encoded([_EXCLUSION, *sorted([_clean(cell) for cell in row] for row in rows)])


def notes_file(name: str, rows: Iterable[Sequence[str]]) -> bytes:
    """`left_out.csv`, tasks that do not take an enterprise of other frames; `unknown.csv`, what no register tells."""
    return tables.encoded([_NOTES[name], *sorted([_clean(cell) for cell in row] for row in rows)])


def difference_file(rows: Iterable[Difference]) -> bytes:
    """`difference.csv`, sorted."""
    return tables.encoded([_DIFFERENCE, *sorted(list(row) for row in rows)])


def _clean(cell: str) -> str:
    return " ".join(cell.split())


def exclusions(files: Files) -> list[Exclusion]:
    """The exclusions of a draw. Refuses another header and rows with another number of cells."""
    return [Exclusion(*row) for row in tables.plain(EXCLUSIONS, _EXCLUSION, files)]


def differences(files: Files) -> list[Difference]:
    """The rows of a difference sheet."""
    return [Difference(*row) for row in tables.plain(DIFFERENCE, _DIFFERENCE, files)]


def check_excluded(lists: Lists, out: Iterable[Exclusion]) -> None:
    """Refuses an enterprise that is excluded and in the roster, and one that is excluded twice or for nothing."""
    roster, seen = {one.uscc for one in lists.roster}, set[str]()
    for one in out:
        if one.uscc in roster or one.uscc in seen or not one.reason:
            raise Refused("draw_exclusion_odd", file=EXCLUSIONS, uscc=one.uscc)
        seen.add(one.uscc)


def compared(
    before: Sequence[Enterprise], after: Sequence[Enterprise], left: Mapping[str, str], leaves: Mapping[str, str]
) -> list[Difference]:
    """The difference of two rosters; `left` and `leaves` are the reasons of those excluded then and now, by code."""
    old, new = {one.uscc: one for one in before}, {one.uscc: one for one in after}
    found = [Difference(code, "added", "", _told(new[code]), _came(code, left)) for code in new.keys() - old.keys()]
    found += [
        Difference(code, "removed", _told(old[code]), "", _went(code, leaves)) for code in old.keys() - new.keys()
    ]
    found += [
        Difference(code, "changed", _told(old[code]), _told(new[code]), _turned(old[code], new[code]))
        for code in old.keys() & new.keys()
        if old[code] != new[code]
    ]
    return sorted(found)


def _told(one: Enterprise) -> str:
    return f"{one.stratum}: {' '.join(one.tasks)}"


def _came(code: str, left: Mapping[str, str]) -> str:
    return f"was_excluded:{left[code]}" if code in left else "new"


def _went(code: str, leaves: Mapping[str, str]) -> str:
    return f"excluded:{leaves[code]}" if code in leaves else "out_of_frames"


def _turned(old: Enterprise, new: Enterprise) -> str:
    names = [name for name in ("stratum", "tasks") if getattr(old, name) != getattr(new, name)]
    return " ".join(names)
