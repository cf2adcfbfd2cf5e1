"""`flask enterprises`: import and export the directory.

Exit codes of `import`: 0 done (or, with --dry-run, every row is good), 1 rows were refused, 2 the file or the command
line cannot be used.
"""

import json
import sys
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.enterprises import queries, schemas, service
from app.kernel import clock, progress, shelf, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.kernel.sheets import Checked, check, csv_lines, marked, read, workbook
from app.kernel.sheets.columns import titles
from app.kernel.sheets.marking import told

group = AppGroup("enterprises", help="The directory of business entities.")
DONE, REFUSED, UNUSABLE = 0, 1, 2
SHOWN = 200
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FILE = click.Path(dir_okay=False, path_type=Path)


@group.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
@click.option("--only-good", is_flag=True, help="Import the good rows even where others are refused.")
@click.option("--json", "as_json", is_flag=True, help="Say the outcome as JSON on stdout.")
@click.option("--marked", "marked_to", type=NEW_FILE, help="Write the sheet with a column that says what is wrong.")
def load(file: Path, dry_run: bool, only_good: bool, as_json: bool, marked_to: Path | None) -> None:
    """Import FILE (.xlsx, .csv or Excel 2003 XML): all rows or, with --only-good, the good ones.

    Exit codes: 0 done, 1 rows were refused, 2 the file cannot be used.
    """
    data = file.read_bytes()
    try:
        checked = _checked(data)
    except Refused as refused:
        _unusable([_sentence(refused)], refused.code, as_json)
    if checked.header.faults:
        _unusable([fault.sentence for fault in checked.header.faults], "columns", as_json)
    if marked_to is not None:
        marked_to.write_bytes(marked(checked))
    allowed = bool(checked.good) and (only_good or not checked.bad)
    counts = _counts(checked, data, wet=allowed and not dry_run)
    _say(checked, counts, imported=allowed and not dry_run, dry_run=dry_run, as_json=as_json)
    raise SystemExit(REFUSED if checked.bad else DONE)


def _checked(data: bytes) -> Checked:
    book = read(data)
    length = max((len(table.rows) for table in book.tables), default=0)
    with progress.bar(_("核对"), length) as shown:
        return check(book, schemas.EnterpriseRow(), key=schemas.KEY, told=lambda done, _all: shown(done))


def _counts(checked: Checked, data: bytes, *, wet: bool) -> service.Counts:
    rows = [row.values for row in checked.good]
    if not wet:
        return service.forecast(rows)
    with progress.bar(_("导入"), len(rows)) as shown, transaction():
        facts: dict[str, Any] = {"digest": shelf.digest(data), "refused": len(checked.bad)}
        return service.load(rows, **facts, by=SYSTEM, at=clock.now(), told=shown)


def _say(checked: Checked, counts: service.Counts, *, imported: bool, dry_run: bool, as_json: bool) -> None:
    if as_json:
        found = {"imported": imported, "dry_run": dry_run, "kind": checked.book.kind, "rows": checked.rows}
        found |= {"good": len(checked.good), "refused": len(checked.bad), "examples": checked.examples}
        found |= counts._asdict() | {"unused": list(checked.header.unused)}
        found["faults"] = [{"line": row.line, "faults": [list(fault) for fault in row.faults]} for row in checked.bad]
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for row in checked.bad[:SHOWN]:
        click.echo(_("第 %(line)s 行：%(told)s", line=row.line, told=told(row).replace("\n", "；")), err=True)
    if checked.examples:
        click.echo(_("忽略示例行：%(lines)s", lines="、".join(map(str, checked.examples))), err=True)
    click.echo(_("共 %(rows)s 行，正确 %(good)s 行，需要修改 %(bad)s 行。", **_numbers(checked)))
    words = _("已导入") if imported else _("没有写入；如果导入")
    click.echo(
        _(
            "%(words)s：新增 %(created)s，更新 %(updated)s（改名 %(renamed)s），不变 %(unchanged)s。",
            words=words,
            **counts._asdict(),
        )
    )


def _numbers(checked: Checked) -> dict[str, int]:
    return {"rows": checked.rows, "good": len(checked.good), "bad": len(checked.bad)}


def _sentence(refused: Refused) -> str:
    told_ = wording.tell(refused.code, refused.facts)
    return told_.whole


def _unusable(sentences: list[str], code: str, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"imported": False, "code": code, "faults": sentences}, ensure_ascii=False, indent=2))
    for sentence in sentences:
        click.echo(sentence, err=True)
    sys.exit(UNUSABLE)


@group.command("export")
@click.argument("file", type=NEW_FILE)
def export(file: Path) -> None:
    """Write the directory to FILE: .csv or .xlsx, by its ending. Its columns are those of the import."""
    heads = titles(schemas.EnterpriseRow())
    rows = (schemas.cells(enterprise) for enterprise in queries.export())
    if file.suffix.lower() == ".csv":
        with file.open("w", encoding="utf-8", newline="") as out:
            out.writelines(csv_lines(heads, rows))
    elif file.suffix.lower() == ".xlsx":
        file.write_bytes(workbook(_("经营主体"), heads, rows))
    else:
        raise click.UsageError(_("文件名请以 .csv 或 .xlsx 结尾。"))
    click.echo(_("已导出 %(count)s 条。", count=queries.count()))
