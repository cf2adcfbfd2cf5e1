"""`flask calendar`: load the work calendar, look at it, and count with it.

Exit codes: 0 done, 1 refused or missing, 2 the command line itself.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.kernel import clock, parsing, probes, timer, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.kernel.web.pages import weekday
from app.workdays import queries, rules, schemas, service

group = AppGroup("calendar", help="The work calendar: the State Council's holidays and make-up working days.")


@contextmanager
def _refusals(as_json: bool = False) -> Iterator[None]:
    """A refusal becomes one sentence on standard error (or JSON on standard output) and exit code 1."""
    try:
        yield
    except Refused as refused:
        told = wording.tell(refused.code, refused.facts)
        if as_json:
            click.echo(
                json.dumps(
                    {"error": refused.code, "message": told.sentence, "forward": told.forward}, ensure_ascii=False
                )
            )
        else:
            click.echo(told.whole, err=True)
        raise SystemExit(1) from refused


@timer.work("workdays:catch_up")
def catch_up(at: datetime) -> int:
    """Make firm what was started while a year was being loaded."""
    if not queries.provisional():
        return 0
    with transaction():
        return service.catch_up(by=SYSTEM, at=at)


class Day(click.ParamType[date]):
    """A civil day, however it is written."""

    name = "DAY"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return parsing.day(str(value))
        except Refused as refused:
            self.fail(wording.tell(refused.code, {}).sentence, param, ctx)


@group.command("seed")
def seed() -> None:
    """Load every announced year that the library knows and the calendar does not. Safe to repeat."""
    with transaction():
        loaded = service.seed(by=SYSTEM, at=clock.now())
        years = [version.year for version in loaded]
    click.echo(_("已载入：%(years)s", years=_joined(years)) if years else _("没有新的年份要载入。"))


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", type=int, help="The notice's year; without it the latest year in the file.")
@click.option("--dry-run", is_flag=True, help="Say what would change and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
def import_(file: Path, year: int | None, dry_run: bool, as_json: bool) -> None:
    """Load one year's notice from a CSV or JSON FILE with date, kind (休 or 班), name."""
    with _refusals(as_json):
        days = schemas.days(file.read_bytes())
        wanted = year or max((day.on.year for day in days), default=clock.today().year)
        answer = _import(wanted, days, file.name, dry_run=dry_run)
    click.echo(json.dumps(answer, ensure_ascii=False) if as_json else _told(answer))


def _import(year: int, days: list[rules.Special], source: str, *, dry_run: bool) -> dict[str, Any]:
    moved = [
        {
            "subject": move.deadline.subject,
            "kind": move.deadline.kind,
            "before": str(move.before),
            "after": str(move.after),
        }
        for move in service.preview(year, days, today=clock.today())
    ]
    warned = [str(day.on) for day in rules.unlisted(year, days)]
    if not dry_run:
        clock_at = clock.now()
        with transaction():
            service.announce(year, days, by=SYSTEM, at=clock_at, source=source)
    return {"year": year, "days": len(days), "moved": moved, "not_listed": warned, "dry_run": dry_run}


def _told(answer: dict[str, Any]) -> str:
    parts = [_("%(year)s 年：%(days)s 天，移动 %(moved)s 个时限。", **{**answer, "moved": len(answer["moved"])})]
    parts += [f"{move['subject']} {move['kind']}: {move['before']} → {move['after']}" for move in answer["moved"]]
    if answer["not_listed"]:
        parts.append(_("提醒：这些法定节假日没有列入：%(days)s", days=_joined(answer["not_listed"])))
    parts.append(_("试运行，没有保存。") if answer["dry_run"] else _("已保存。"))
    return "\n".join(parts)


@group.command("check")
def check() -> None:
    """Exit with 1 where this year's calendar, or from 1 November next year's, is missing."""
    missing = queries.unannounced(clock.today())
    if missing:
        click.echo(_("%(year)s 年的工作日历尚未载入。", year=missing))
        raise SystemExit(1)
    click.echo(_("工作日历齐全：%(years)s", years=_joined(sorted(queries.calendar().announced))))


@group.command("show")
@click.argument("year", type=click.IntRange(1950, 2100))
def show(year: int) -> None:
    """Every holiday and make-up day of YEAR."""
    calendar = queries.calendar()
    named = [day for day in rules.days_of(year) if calendar.name(day)]
    for day in named:
        click.echo(f"{day} {weekday(day)} {wording.label('day', calendar.kind(day))} {calendar.name(day)}")
    if year not in calendar.announced:
        click.echo(_("暂定：%(year)s 年的放假安排尚未公布或尚未载入。", year=year))


@group.command("due")
@click.argument("start", type=Day())
@click.argument("length", type=int)
def due(start: date, length: int) -> None:
    """The last day of LENGTH working days that start on START; the last line is the date alone."""
    with _refusals():
        found = rules.due(start, length, queries.calendar())
    for day in found.days:
        click.echo(_line(day))
    if found.provisional:
        click.echo(_("暂定：跨到的年份尚未公布放假安排，公布后重算。"))
    click.echo(str(found.on))


@probes.probe("calendar")
def calendar_is_there(at: datetime) -> str:
    """`missing` where the running year has no calendar: every deadline that begins now would be provisional."""
    return probes.OK if clock.day(at).year in queries.calendar().announced else "missing"


def _line(day: rules.Day) -> str:
    kind = "" if day.kind is rules.DayKind.WORKING else wording.label("day", day.kind)
    words = [str(day.on), weekday(day.on), day.mark or _("不计"), kind, day.name]
    return " ".join(word for word in words if word)


def _joined(values: Iterable[object]) -> str:
    return "、".join(map(str, values))
