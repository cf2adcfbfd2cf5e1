"""A draw begun: its lists as given, who is excluded, and how they differ from those of the draw before."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from app.draws import queries, rules
from app.draws.models import Draw
from app.draws.rules import Difference, Exclusion, Lists, State
from app.draws.service.keeping import held, keep
from app.enterprises import queries as enterprises
from app.kernel import clock
from app.kernel.db import db
from app.kernel.numbering import serial_number
from app.kernel.permissions import Actor
from app.ledger.service import record

Files = Mapping[str, bytes]
Rows = Iterable[tuple[str, str, str]]


def draft(
    plan_year: int,
    files: Files,
    *,
    exclusions: Iterable[Exclusion] = (),
    left_out: Rows = (),
    unknown: Rows = (),
    by: Actor,
    at: datetime,
) -> Draw:
    """Begin a draw for the plan of a year, from the five lists by name: their rows may stand in any order.

    `exclusions` are those of `exclusions.csv` where that is given; `left_out` and `unknown` are published beside them
    (uscc, task, evidence; uscc, rule, departments). Refuses lists that cannot be read; whether they fit
    the rulebook is asked at the lock.
    """
    lists, out = _read(files, exclusions)
    on = clock.day(at)
    serial = queries.last_serial(on.year) + 1
    made = Draw(
        number=serial_number("CQ", f"{on:%Y%m%d}", serial),
        year=on.year,
        serial=serial,
        plan_year=plan_year,
        state=State.DRAFT,
        figures={},
        drafted_at=at,
        drafted_by=by.actor,
        revised_at=at,
    )
    db.session.add(made)
    db.session.flush()
    _fill(made, lists, out, {rules.LEFT_OUT: left_out, rules.UNKNOWN: unknown})
    record("draw:draft", made.number, by=by, at=at, plan_year=plan_year, **_sums(made))
    return made


def revise(
    draw: Draw,
    files: Files,
    *,
    exclusions: Iterable[Exclusion] = (),
    left_out: Rows = (),
    unknown: Rows = (),
    by: Actor,
    at: datetime,
) -> None:
    """Give a draft other lists, as `draft` takes them. Refused from the lock on."""
    lists, out = _read(files, exclusions)
    found = held(draw)
    rules.after(found.state, "revise")
    found.revised_at = at
    _fill(found, lists, out, {rules.LEFT_OUT: left_out, rules.UNKNOWN: unknown})
    record("draw:revise", found.number, by=by, at=at, **_sums(found))


def _read(files: Files, exclusions: Iterable[Exclusion]) -> tuple[Lists, list[Exclusion]]:
    lists = rules.read(files, loose=True)
    rules.check_names(lists)
    out = rules.exclusions(files) if rules.EXCLUSIONS in files else list(exclusions)
    rules.check_excluded(lists, out)
    return lists, out


def _fill(draw: Draw, lists: Lists, out: list[Exclusion], notes: Mapping[str, Rows]) -> None:
    beside = {name: rules.notes_file(name, rows) for name, rows in notes.items()}
    beside |= {rules.EXCLUSIONS: rules.exclusions_file(out), rules.DIFFERENCE: difference(lists, out)}
    keep(draw, {**rules.write(lists), **beside})
    draw.figures = {
        "roster": len(lists.roster),
        "tasks": len({row.task for row in lists.tasks}),
        "quota": sum(row.quota for row in lists.tasks),
        "inspectors": len(lists.inspectors),
        "excluded": dict(sorted(Counter(one.reason for one in out).items())),
        "alone": round(rules.disturbed_independently(lists.roster, lists.tasks)),
    }
    db.session.flush()


def _sums(draw: Draw) -> dict[str, Any]:
    return {name.replace(".", "_"): digest for name, (digest, _size) in queries.digests(draw).items()}


def difference(lists: Lists, out: Iterable[Exclusion]) -> bytes:
    """The difference sheet against the draw that was locked last; against none every row of the roster is new."""
    last = queries.last_locked()
    leaves = {one.uscc: one.reason for one in out}
    if last is None or last.locked_at is None:
        return rules.difference_file(rules.compared([], lists.roster, {}, leaves))
    files = queries.kept(last, *rules.COLUMNS, rules.EXCLUSIONS)
    left = {one.uscc: one.reason for one in rules.exclusions(files)}
    found = rules.compared(rules.read(files).roster, lists.roster, left, leaves)
    changes = enterprises.last_changes([one.uscc for one in found], last.locked_at)
    told = {uscc: f"{change.actor} {clock.day(change.at)}" for uscc, change in changes.items()}
    return rules.difference_file(_signed(one, told) for one in found)


def _signed(one: Difference, told: Mapping[str, str]) -> Difference:
    return one._replace(by=told.get(one.uscc, ""))
