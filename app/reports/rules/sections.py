"""The sections of a report."""

from collections.abc import Iterator

from app.kernel import clock
from app.reports.rules.blocks import Bar, Block, Cell, chart, heading, table, text
from app.reports.rules.counting import Value
from app.reports.rules.figures import COMPOSITE, Figure, Measure
from app.reports.rules.periods import Period
from app.reports.rules.snapshots import Line, Snapshot
from app.reports.rules.telling import TEXTS, change, day, parts, percent, period, say, worth

AT_ONCE = 5
GIST = (COMPOSITE, "received", "completed", "overdue", "satisfied", "quiet_unapproved")


def title(own: Period, city: str) -> str:
    """The report's title with its period."""
    return say("title", title=TEXTS["titles"][own.kind] % {"city": city}, period=period(own))


def opening(told: Snapshot, corrects: tuple[str, str]) -> Iterator[Block]:
    """Of which days it tells, as of which instant, and what it corrects."""
    at, own = clock.local(told.at), told.period
    yield text(
        say(
            "opening",
            period=period(own),
            first=day(own.first),
            last=day(own.last),
            at=f"{day(at.date())} {at:%H:%M}",
            size=f"{told.size:,}",
            version=told.version,
        )
    )
    if corrects[0]:
        yield text(say("corrects", number=corrects[0], why=corrects[1]))


def overall(told: Snapshot) -> Iterator[Block]:
    """Every figure of the city, with its parts and the period before."""
    yield heading(say("summary_heading"))
    if told.line(COMPOSITE) is not None:
        yield text(_gist(told))
    heads = [say(name) for name in ("figure", "now", "parts", "before", "change")]
    yield table(say("overall"), heads, [_line(one) for one in told.lines], (6, 4, 4, 4, 4))
    shares = [one for one in told.lines if one.figure.measure is Measure.SHARE and one.now is not None]
    bars = [_bar(one.figure, one.figure.title, one.now) for one in shares if one.now and one.now.denominator]
    if bars:
        yield chart(say("share_chart"), bars)
    yield text(say("rounding"))


def _gist(told: Snapshot) -> str:
    """What somebody reads who reads one sentence."""
    lines = [line for line in map(told.line, GIST) if line is not None]
    figures = [f"{one.figure.title} {worth(one.figure, one.now)}{_of(one)}" for one in lines]
    return say("gist", figures=TEXTS["comma"].join(figures), named=len(told.slow))


def _of(one: Line) -> str:
    return f"（{parts(one.now)}）" if parts(one.now) else ""


def _line(one: Line) -> list[Cell]:
    code = one.figure.code
    return [
        Cell(one.figure.title),
        Cell(worth(one.figure, one.now), code, number=True),
        Cell(parts(one.now), number=True),
        Cell(worth(one.figure, one.before), number=True),
        Cell(change(one.figure, one.now, one.before), number=True),
    ]


def _bar(one: Figure, name: str, found: Value, *, marked: bool = False) -> Bar:
    beside = f"（{parts(found)}）" if found.most is None else ""
    return Bar(name, found.floor, f"{worth(one, found)}{beside}", marked)


def ranking(told: Snapshot) -> Iterator[Block]:
    """The units by their share of clocks met, and those that are named."""
    line = told.line(COMPOSITE)
    if line is None:
        return
    yield heading(say("units_heading"))
    ranked, slow = told.ranked, told.slow
    if not ranked:
        yield text(say("no_units"))
    else:
        heads = [say(name) for name in ("rank", "unit", "now", "parts", "change")]
        rows = [_ranked(told, line, rank, unit) for rank, unit in ranked]
        yield table(say("ranking"), heads, rows, (2, 6, 4, 4, 5))
        bars = [_bar(line.figure, told.units[unit], line.units[unit], marked=unit in slow) for _rank, unit in ranked]
        yield chart(say("unit_chart"), bars)
    yield heading(say("named_heading"))
    yield from _named(told, line, slow)


def _ranked(told: Snapshot, line: Line, rank: int, unit: str) -> list[Cell]:
    now, before = line.units[unit], line.units_before.get(unit)
    return [
        Cell(str(rank), number=True),
        Cell(told.units[unit]),
        Cell(worth(line.figure, now), COMPOSITE, unit, number=True),
        Cell(parts(now), number=True),
        Cell(change(line.figure, now, before), number=True),
    ]


def _named(told: Snapshot, line: Line, slow: list[str]) -> Iterator[Block]:
    yield text(say("named_rule", least=told.slow_least, below=told.slow_below))
    for unit in slow:
        found = line.units[unit]
        share = percent(found.share) if found.share is not None else ""
        facts = {"unit": told.units[unit], "share": share, "of": found.denominator, "met": found.numerator}
        yield text(say("named", **facts))
    yield text(say("named_end" if slow else "nobody"))


def corrections(told: Snapshot) -> Iterator[Block]:
    """What the report of the period before would tell today instead of what it told."""
    if told.line(COMPOSITE) is None:
        return
    yield heading(say("corrections_heading"))
    changed = [one for one in told.lines if one.corrected]
    if not told.follows:
        yield text(say("no_report_before"))
    elif not changed:
        yield text(say("no_corrections", number=told.follows))
    else:
        heads = [say(name) for name in ("figure", "issued", "today", "change")]
        yield table(say("corrections"), heads, [_corrected(one) for one in changed], (5, 5, 5, 4))


def _corrected(one: Line) -> list[Cell]:
    told = [" ".join(filter(None, (worth(one.figure, found), parts(found)))) for found in (one.issued, one.before)]
    last = Cell(change(one.figure, one.before, one.issued), number=True)
    return [Cell(one.figure.title), *(Cell(words, number=True) for words in told), last]


def by_unit(told: Snapshot) -> Iterator[Block]:
    """Every other figure that is told of units, a few in each table."""
    lines = [one for one in told.lines if one.figure.by_unit and one.units and one.figure.code != COMPOSITE]
    if not lines:
        return
    yield heading(say("parts_heading"))
    for place in range(0, len(lines), AT_ONCE):
        some = lines[place : place + AT_ONCE]
        units = sorted({unit for one in some for unit in one.units}, key=list(told.units).index)
        heads = [say("unit"), *(one.figure.title for one in some)]
        rows = [[Cell(told.units[unit]), *(_of_unit(one, unit) for one in some)] for unit in units]
        yield table(say("part", n=place // AT_ONCE + 1), heads, rows, (5, *(4 for _ in some)))


def _of_unit(one: Line, unit: str) -> Cell:
    found = one.units.get(unit)
    if found is None:
        return Cell(say("nothing"), number=True)
    told = parts(found) if one.figure.measure is Measure.SHARE else worth(one.figure, found)
    return Cell(told, one.figure.code, unit, number=True)


def meanings(told: Snapshot) -> Iterator[Block]:
    """The definitions by which it was counted."""
    yield heading(say("meanings_heading"))
    heads = [say(name) for name in ("figure", "meaning", "clause")]
    rows = [[Cell(one.figure.title), Cell(one.figure.meaning), Cell(one.figure.clause)] for one in told.lines]
    yield table(say("meanings"), heads, rows, (4, 10, 6))
