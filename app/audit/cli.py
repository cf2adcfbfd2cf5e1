"""`flask audit`: the checks at the terminal; and the run of the night for the timer."""

import json
from datetime import datetime, time
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.audit import queries, service
from app.audit.models import RunKind
from app.audit.queries import Asked
from app.audit.rules import CATALOGUE, Fact
from app.kernel import clock, timer, wording
from app.kernel.db import transaction
from app.kernel.permissions import SYSTEM

group = AppGroup("audit", help="The checks of the oversight office.")
RUNS_AT = time(0, 20)


@group.command("run")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day as of which is looked; without it today.")
@click.option("--json", "as_json", is_flag=True, help="Print every fact as JSON; keep nothing.")
@click.option("--keep", is_flag=True, help="With --json: keep what is found all the same.")
def run(as_of: datetime | None, as_json: bool, keep: bool) -> None:
    """Look for everything that is wrong and keep it; with --json print it and keep nothing. Exit code 1 where it is"""
    asked = Asked(as_of.date() if as_of else clock.today())
    found = list(queries.facts(asked))
    if keep or not as_json:
        with transaction():
            service.run(asked, kind=RunKind.COMMAND, wall=clock.wall, by=SYSTEM, at=clock.now())
    click.echo(_as_json(asked, found) if as_json else _as_words(found))
    if found:
        raise SystemExit(1)


def _as_json(asked: Asked, found: list[Fact]) -> str:
    rows: list[dict[str, Any]] = [
        {
            "check": fact.check,
            "subject": fact.subject,
            "happened_on": str(fact.happened_on),
            "severity": CATALOGUE[fact.check].severity,
            "rule": CATALOGUE[fact.check].rule,
            "department": fact.department_id,
            "enterprise": fact.enterprise_id,
            "figures": dict(fact.figures),
            "evidence": [{"page": one.endpoint, **one.args} for one in fact.evidence],
        }
        for fact in found
    ]
    return json.dumps({"as_of": str(asked.on), "checks": len(CATALOGUE), "facts": rows}, ensure_ascii=False, indent=1)


def _as_words(found: list[Fact]) -> str:
    lines = [f"{fact.happened_on}  {wording.label('audit.check', fact.check)}  {fact.subject}" for fact in found]
    return "\n".join([*lines, _("检查点 %(checks)s 个，问题 %(found)s 个。", checks=len(CATALOGUE), found=len(found))])


@timer.work("audit:run")
def run_at_night(at: datetime) -> int:
    """Once a day from twenty past midnight on: as of the day that has begun, so that what ended yesterday is late."""
    if clock.local(at).time() < RUNS_AT:
        return 0
    with transaction():
        return service.run_nightly(wall=clock.wall, at=at)
