"""`flask demo`: build the demo city, show who can sign in. Only where BE_MODE=demo.

Exit codes: 0 done, 1 refused, 2 the command line itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import click
import flask_migrate
from flask import current_app
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.accounts.models import User
from app.demo import queries, rules, service
from app.kernel import clock, credentials, progress, sealing, wording
from app.kernel.db import db, transaction
from app.kernel.errors import Refused
from app.kernel.sheets import csv_lines
from app.kernel.sheets.columns import titles
from app.ledger.rules.notes import Signer
from app.policy import schemas as rulebook
from app.publication import queries as publication
from app.publication import schemas as sheets
from app.publication.rules import Channel

group = AppGroup("demo", help="The demo city (BE_MODE=demo only).")
CHUNK = 500
FOR_EACH_PENALTY = 9


@contextmanager
def _refusals() -> Iterator[None]:
    """Outside the demo nothing runs; a refusal becomes one sentence and exit code 1."""
    try:
        if not current_app.config["DEMO"]:
            raise Refused("demo_only")
        yield
    except Refused as refused:
        told = wording.tell(refused.code, refused.facts)
        click.echo(told.whole, err=True)
        raise SystemExit(1) from refused


@group.command("load")
@click.option("--scale", type=click.Choice([scale.value for scale in rules.Scale]), default="small", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed makes the same city.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), default="2026-09-11", show_default=True)
def load(scale: str, seed: int, as_of: datetime) -> None:
    """Build the city: registers, enterprises, people, nine months of complaints. A city that is there makes way."""
    with _refusals():
        rules.check_day(as_of.date())
        _clear()
        town = service.Town(seed=seed, as_of=as_of.date())
        shown = _build(town, rules.Scale(scale))
        _show(queries.signins())
        click.echo(_("演示日期 %(day)s，场景用的投诉 %(count)s 件。", day=town.as_of, count=len(shown)))


def _clear() -> None:
    """Throw the old city away, finished or not. Refuses a database with other data."""
    if queries.is_foreign():
        raise Refused("demo_foreign_data")
    if queries.world() is not None:
        db.session.remove()
        flask_migrate.downgrade(revision="base")
        flask_migrate.upgrade()


def _build(town: service.Town, scale: rules.Scale) -> dict[str, str]:
    size, at, today = rules.SIZES[scale], rules.nine(rules.opening(town.as_of)), rules.nine(town.as_of)
    with transaction():
        world = service.begin(as_of=town.as_of, seed=town.seed, scale=scale, at=clock.wall())
        service.furnish(town, rulebook.rulebook(rulebook.DEFAULT.read_bytes()), at=at)
    with progress.bar(_("经营主体"), size.enterprises) as told, transaction():
        service.settle(town, size.enterprises, at=at, told=told)
    with progress.bar(_("账号"), service.count_people(town, size.accounts)) as told, transaction():
        service.people(town, size.accounts, at=at, told=told)
    with progress.bar(_("一单两库"), size.items + size.inspectors) as told, transaction():
        service.fill(town, size, at=at, told=told)
    shown = _tell(town, size)
    with transaction():
        service.look_back(town, size.records // 4, at=today)
        visited = service.visit(town, at=today) | service.next_draw(town, key=_key(), at=today)
        draft = service.draft_plan(town, at=today)
        service.watch_over(key=_key(), at=today)
        cases = {**shown, **visited, "plan": str(town.as_of.year), "plan_draft": str(draft.year)}
        service.finish(world, cases, signer=_signer(), at=clock.wall())
    clock.shift(queries.offset())
    return shown


def _tell(town: service.Town, size: rules.Size) -> dict[str, str]:
    """Play the story in transactions of some hundred acts; the numbers of the cases that the scenes show."""
    key = _key()
    told_of, shown = service.plan(town, size.complaints)
    fines, fined = service.fine(town, size.complaints // FOR_EACH_PENALTY)
    debts, owed = service.owe(town)
    (orders, ladder), judging = service.climb(town, shown["overdue"]), service.Judging(town)
    (nights, caught), (reports, reported) = service.catch(town), service.report(town)
    judged: list[service.Told] = [*reports, *service.tasks(town), *judging.steps()]
    story = service.Story([*told_of, *fines, *debts, *orders, *nights, *judged])
    service.inspect(town, size, story, _lines)
    with progress.bar(_("一年的办理"), len(story)) as told:
        while story.left:
            with transaction():
                service.play(story.take(CHUNK), key=key, signer=_signer())
            told(len(story) - story.left)
    numbers = {name: life.complaint.number for name, life in shown.items() if life.complaint}
    numbers |= {name: account.case.number for name, account in owed.items()}
    numbers |= judging.numbers
    numbers |= {f"{kind}_order": order.number for kind, order in ladder.orders.items()}
    numbers |= town.cases | caught | reported
    return numbers | {name: case.filing.number for name, case in fined.items() if case.filing}


def _lines(channel: Channel, records: Sequence[int]) -> Iterable[str]:
    """The file of an export, line by line, as the page makes it."""
    columns = sheets.CHANNELS[channel]
    rows = (sheets.cells(columns, row) for row in publication.export(records))
    return csv_lines(titles(sheets.titled(columns)), rows)


def _key() -> bytes:
    """The root key of what is sealed."""
    return sealing.key(current_app.config["BE_IDENTITY_KEY"])


def _signer() -> Signer:
    """The ledger's own key closes the days of the story as they pass."""
    signer: Signer = current_app.extensions["ledger"].signer
    return signer


@group.command("signins")
def signins() -> None:
    """Who can sign in, with password and the one-time code of this half minute. Exit code 1 where there is no city."""
    with _refusals():
        if not queries.is_loaded():
            raise Refused("demo_missing")
        _show(queries.signins())


def _show(users: Sequence[User]) -> None:
    click.echo(_("演示登录（密码都是 %(password)s）：", password=service.PASSWORD))
    for user in users:
        code = credentials.totp_code(user.tf_totp_secret) if user.tf_totp_secret else ""
        second = _("动态码 %(code)s（30 秒一换，再运行 flask demo signins 看新的）", code=code) if code else ""
        click.echo(f"  {user.username:<20} {wording.label('role', user.role)} {user.name}  {second}".rstrip())
    click.echo(_("其他承办单位的经办：clerk.加单位代码小写，例如 clerk.cgzf。登录在 /auth/login，导览在 /demo。"))
