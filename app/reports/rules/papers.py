"""One structure of a report, rendered four ways: texts, tables, charts. What a reader may not read is not in it."""

from collections.abc import Iterator, Mapping, Sequence

from app.reports.rules.atoms import Atom, whole
from app.reports.rules.blocks import Block, Paper
from app.reports.rules.counting import Value
from app.reports.rules.figures import Readers
from app.reports.rules.periods import Period
from app.reports.rules.sections import by_unit, corrections, meanings, opening, overall, ranking, title
from app.reports.rules.snapshots import Line, Snapshot
from app.reports.rules.telling import TEXTS, say


def readable(told: Snapshot, readers: Readers, atoms: Mapping[str, Sequence[Atom]] | None = None) -> Snapshot:
    """What these readers may read. Everybody reads of complaints only what whole atoms hold, and nothing by unit."""
    order = list(Readers)
    lines = [one for one in told.lines if order.index(one.figure.readers) >= order.index(readers)]
    if readers is Readers.EVERYBODY:
        lines = [_guarded(one, told.period, (atoms or {}).get(one.figure.code, ())) for one in lines]
    return told._replace(lines=tuple(lines))


def _guarded(one: Line, own: Period, atoms: Sequence[Atom]) -> Line:
    if not one.figure.guarded:
        return one
    now, before = _told(one.now, whole(atoms, own)), _told(one.before, whole(atoms, own.before))
    return one._replace(now=now, before=before, issued=None, units={}, units_before={})


def _told(found: Value | None, atom: Atom | None) -> Value | None:
    """What everybody may read of a value: what its atoms tell, where it is their sum."""
    return atom.told if atom is not None and found == atom.value else None


def written(told: Snapshot, *, city: str, corrects: tuple[str, str] = ("", "")) -> Paper:
    """The report in words; `corrects` is the number of the report that it corrects, and why."""
    blocks = [*opening(told, corrects), *overall(told), *ranking(told), *corrections(told)]
    return Paper(title(told.period, city), tuple(_numbered([*blocks, *by_unit(told), *meanings(told)])))


def _numbered(blocks: Sequence[Block]) -> Iterator[Block]:
    """The same, the headings numbered in their order."""
    numerals = iter(TEXTS["numerals"])
    for one in blocks:
        if one.kind == "heading":
            yield one._replace(text=say("numbered", n=next(numerals), text=one.text))
        else:
            yield one
