"""The same import at a terminal, for every register that takes sheets: `flask items import FILE`."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from app.kernel import shelf, wording
from app.kernel.errors import Refused
from app.kernel.permissions import Role
from app.kernel.sheets.checking import Checked
from app.kernel.sheets.kinds import KINDS, Kind
from app.kernel.sheets.marking import marked, told

DONE, REFUSED, UNUSABLE = 0, 1, 2
SHOWN = 200
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)
HELP = """Import FILE (.xlsx, .csv or Excel 2003 XML): all rows or, with --only-good, the good ones.

    Exit codes: 0 done, 1 rows were refused, 2 the file cannot be used.
    """


class Operator(NamedTuple):
    """Whoever has the terminal may name any department; the ledger says that the service itself did it."""

    role: Role = Role.OVERSIGHT
    department_id: int | None = None


def importing(name: str, act: Callable[..., Mapping[str, int]]) -> click.Command:
    """The command that imports files into the register of this name; `act` is the whole act, at a door."""

    @click.command("import", help=HELP)
    @click.argument("file", type=FILE)
    @click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
    @click.option("--only-good", is_flag=True, help="Import the good rows even where others are refused.")
    @click.option("--json", "as_json", is_flag=True, help="Say the outcome as JSON on stdout.")
    @click.option("--marked", "marked_to", type=NEW_FILE, help="Write the sheet with a column that says what is wrong.")
    @with_appcontext
    def load(file: Path, dry_run: bool, only_good: bool, as_json: bool, marked_to: Path | None) -> None:
        kind, data = KINDS[name], file.read_bytes()
        checked = _usable(kind, data)
        if marked_to is not None:
            marked_to.write_bytes(marked(checked))
        wet = bool(checked.good) and (only_good or not checked.bad) and not dry_run
        counts = _counts(kind, checked, data, act if wet else None)
        _say(checked, counts, imported=wet, as_json=as_json)
        raise SystemExit(REFUSED if checked.bad else DONE)

    return load


def _usable(kind: Kind, data: bytes) -> Checked:
    """What the file holds; ends the command where it cannot be used."""
    try:
        checked = kind.check(data, Operator())
        faults = [fault.sentence for fault in checked.header.faults]
    except Refused as refused:
        faults = [wording.tell(refused.code, refused.facts).whole]
    if faults:
        click.echo("\n".join(faults), err=True)
        raise SystemExit(UNUSABLE)
    return checked


def _counts(
    kind: Kind, checked: Checked, data: bytes, act: Callable[..., Mapping[str, int]] | None
) -> Mapping[str, int]:
    rows = [row.values for row in checked.good]
    return act(rows, digest=shelf.digest(data), refused=len(checked.bad)) if act else kind.forecast(rows)


def _say(checked: Checked, counts: Mapping[str, int], *, imported: bool, as_json: bool) -> None:
    numbers = {"rows": checked.rows, "good": len(checked.good), "bad": len(checked.bad)}
    if as_json:
        faults = [{"line": row.line, "faults": [list(fault) for fault in row.faults]} for row in checked.bad]
        found = {"imported": imported, **numbers, **counts, "faults": faults}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for row in checked.bad[:SHOWN]:
        click.echo(_("第 %(line)s 行：%(told)s", line=row.line, told=told(row).replace("\n", "；")), err=True)
    click.echo(_("共 %(rows)s 行，正确 %(good)s 行，需要修改 %(bad)s 行。", **numbers))
    words = _("已导入") if imported else _("没有写入；如果导入")
    counted = {key: counts[key] for key in ("created", "updated", "unchanged")}
    click.echo(_("%(words)s：新增 %(created)s，更新 %(updated)s，不变 %(unchanged)s。", words=words, **counted))
