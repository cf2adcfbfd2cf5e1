"""`flask report`: a report on the command line; and the public months for the timer.

Exit codes: 0 done, 1 refused, 2 the command line itself.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.kernel import clock, timer, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.reports import queries, rules, schemas, service
from app.reports.rules import Kind, Paper, Period
from app.reports.schemas import Imprint

group = AppGroup("report", help="Reports: counted now, or as they were issued.")
FILES: dict[str, Callable[[Paper, Imprint], bytes]] = {
    "pdf": schemas.printed,
    "docx": schemas.editable,
    "xlsx": lambda paper, _around: schemas.book(paper),
    "text": lambda paper, _around: _text(paper).encode(),
}


@group.command("build")
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), default="monthly", show_default=True)
@click.option("--period", "key", default="", help="2026-08, 2026-Q3, 2026-H1 or 2026; the last that is over.")
@click.option("--format", "ending", type=click.Choice(list(FILES)), default="text", show_default=True)
@click.option("--draft", is_flag=True, help="Count it now, even where it was issued.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of stdout.")
def build(kind: str, key: str, ending: str, draft: bool, out: Path | None) -> None:
    """Write the report of a period: as it was issued, else as it would be issued now. It issues nothing."""
    try:
        own = rules.parse(key) if key else rules.lately(Kind(kind), clock.today(), 1)[0]
        paper, around = _built(own, draft=draft)
    except Refused as refused:
        click.echo(wording.tell(refused.code, refused.facts).whole, err=True)
        raise SystemExit(1) from refused
    data = FILES[ending](paper, around)
    if out is None:
        click.echo(data, nl=False)
    else:
        out.write_bytes(data)


def _built(own: Period, *, draft: bool) -> tuple[Paper, Imprint]:
    city, report = current_app.config["BE_CITY"], None if draft else queries.latest(own)
    if report is None:
        told = queries.drafted(own, at=clock.now())
        return rules.written(told, city=city), Imprint("", clock.today(), city)
    corrects = (report.corrects.number, report.why) if report.corrects else ("", "")
    told = rules.restored(report.content)
    return rules.written(told, city=city, corrects=corrects), Imprint(report.number, clock.day(report.issued_at), city)


def _text(paper: Paper) -> str:
    lines = [paper.title, ""]
    for one in paper.blocks:
        if one.kind == "table":
            lines += ["\t".join(one.heads), *("\t".join(cell.text for cell in row) for row in one.rows), ""]
        elif one.kind != "chart":
            lines += [one.text, ""]
    return "\n".join(lines).rstrip() + "\n"


@timer.work("reports:close_months")
def close_months(at: datetime) -> int:
    """Count the public figures of the months that are over: once for each."""
    with transaction():
        return service.close_months(by=SYSTEM, at=at)
