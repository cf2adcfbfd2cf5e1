"""Verifying everything from the rows: `verify` the entries, `fsck` the rows of the cases too."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app.kernel import clock, wording
from app.kernel.errors import Refused
from app.ledger import queries, rules
from app.ledger.cli.closing import keys
from app.ledger.queries import Audit, Seal
from app.ledger.rules import notes
from app.ledger.rules.findings import Fault, Finding, Totals

MOST_SHOWN = 50
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class Held(click.ParamType[Seal]):
    """A checkpoint that somebody has kept: the file of its note."""

    name = "CHECKPOINT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Seal:
        path = Path(str(value))
        try:
            closing = rules.signed_closing(path.read_text("utf-8"), *keys().trusted)
        except (OSError, ValueError, notes.Malformed) as error:
            self.fail(_("%(file)s 不是本台账签发的封账单：%(why)s", file=path, why=error), param, ctx)
        return Seal(closing, path.name, held=True)


class Kept(click.ParamType[rules.Receipt]):
    """A receipt that somebody has kept."""

    name = "RECEIPT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> rules.Receipt:
        path = Path(str(value))
        try:
            return rules.checked(path.read_bytes(), *keys().trusted)
        except OSError as error:
            self.fail(str(error), param, ctx)
        except Refused as refused:
            self.fail(f"{path.name}: {wording.tell(refused.code, refused.facts).sentence}", param, ctx)


def _options(command: click.decorators.FC) -> click.decorators.FC:
    for option in (
        click.option("--json", "as_json", is_flag=True, help="The answer as JSON."),
        click.option("--receipt", "receipts", type=Kept(), multiple=True, help="A receipt that must be kept to."),
        click.option("--since", type=Held(), multiple=True, help="A checkpoint that was published, from its file."),
    ):
        command = option(command)
    return command


@click.command("verify")
@_options
@with_appcontext
def verify(since: tuple[Seal, ...], receipts: tuple[rules.Receipt, ...], as_json: bool) -> None:
    """Recompute the ledger from its rows; name the first wrong entry and column. Exit code 1 where anything is wrong.

    Finds entries that were changed, taken away, swapped, slipped in or back-dated. A ledger that was rebuilt and signed
    anew is found with --since (a checkpoint that was published) or --receipt.
    """
    audit, findings = _audit(since, receipts)
    _tell(findings, audit, as_json=as_json)


@click.command("fsck")
@_options
@with_appcontext
def fsck(since: tuple[Seal, ...], receipts: tuple[rules.Receipt, ...], as_json: bool) -> None:
    """After a restore: `verify`, and every row of the cases, files included, against the entry that sealed it.

    Give --since the last published checkpoint: it tells how many acts the restored copy lacks.
    """
    audit, findings = _audit(since, receipts)
    _tell(chain(findings, queries.rows()), audit, as_json=as_json)


def _audit(since: tuple[Seal, ...], receipts: tuple[rules.Receipt, ...]) -> tuple[Audit, Iterator[Finding]]:
    ring = keys()
    seals, wrong = queries.seals(ring.trusted)
    audit = Audit([*seals, *since])
    return audit, chain(
        wrong,
        audit.findings(),
        queries.chains(),
        queries.cosignature_findings(ring.witnesses),
        *(queries.against(receipt) for receipt in receipts),
    )


def _tell(findings: Iterator[Finding], audit: Audit, *, as_json: bool) -> None:
    shown: list[Finding] = []
    count = 0
    for finding in findings:
        count += 1
        if len(shown) < MOST_SHOWN:
            shown.append(finding)
    if as_json:
        click.echo(json.dumps(_document(shown, count, audit.totals), ensure_ascii=False))
    else:
        _print(shown, count, audit.totals)
    if count:
        raise SystemExit(1)


def _document(shown: list[Finding], count: int, totals: Totals) -> dict[str, object]:
    return {
        "sound": count == 0,
        **totals._asdict(),
        "findings": [asdict(finding) for finding in shown],
        "count": count,
        "unwitnessed": [found.day.isoformat() for found, _n in _unwitnessed()],
    }


def _unwitnessed() -> list[tuple[queries.Checkpoint, int]]:
    return list(queries.unwitnessed(keys().witnesses, at=clock.now()))


def _print(shown: list[Finding], count: int, totals: Totals) -> None:
    for finding in shown:
        click.echo(told(finding))
    if count > len(shown):
        click.echo(_("另有 %(n)s 项未列出。", n=count - len(shown)))
    for found, signed in _unwitnessed():
        click.echo(_("%(day)s 封账单只有 %(n)s 家见证。", day=found.day, n=signed))
    click.echo(_("%(n)s 条，SHA-256 %(root)s，SM3 %(sm3)s", n=totals.size, root=totals.root, sm3=totals.root_sm3))
    click.echo(_("发现 %(n)s 处不符。", n=count) if count else _("全部相符。"))


def told(finding: Finding) -> str:
    """A finding in one line: which entry, which column, what."""
    where = _("第 %(n)s 条", n=finding.index) if finding.index is not None else ""
    words = wording.label("ledger_fault", Fault(finding.fault))
    return " ".join(part for part in (where, finding.column, words, finding.detail) if part)
