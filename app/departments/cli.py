"""`flask departments`: bring the register to what a sheet says.

Exit codes: 0 done, 1 rows were refused and nothing was imported, 2 the file or the command line cannot be used.
"""

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app.departments import schemas, service
from app.kernel import clock, wording
from app.kernel.db import transaction
from app.kernel.errors import Refused
from app.kernel.permissions import SYSTEM
from app.kernel.sheets import Checked, check, read
from app.kernel.sheets.marking import told

group = AppGroup("departments", help="The register of departments.")
REFUSED, UNUSABLE = 1, 2


@group.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Check everything, change nothing.")
def load(file: Path, dry_run: bool) -> None:
    """Import FILE (.xlsx or .csv): new codes are added, known ones revised, none removed; all rows or none."""
    try:
        checked = check(read(file.read_bytes()), schemas.DepartmentRow(), key=schemas.KEY)
        _stop_at_faults(checked)
        if not dry_run:
            with transaction():
                counts = service.load([row.values for row in checked.good], by=SYSTEM, at=clock.now())
            click.echo(_("新增 %(created)s，更新 %(updated)s，不变 %(unchanged)s。", **counts))
    except Refused as refused:
        sentence = wording.tell(refused.code, refused.facts)
        click.echo(sentence.whole, err=True)
        raise SystemExit(REFUSED if refused.code.startswith("department_") else UNUSABLE) from refused
    click.echo(_("共 %(rows)s 行，全部正确。", rows=checked.rows))


def _stop_at_faults(checked: Checked) -> None:
    for fault in checked.header.faults:
        click.echo(fault.sentence, err=True)
    for row in checked.bad:
        click.echo(_("第 %(line)s 行：%(told)s", line=row.line, told=told(row).replace("\n", "；")), err=True)
    if checked.header.faults:
        raise SystemExit(UNUSABLE)
    if checked.bad:
        raise SystemExit(REFUSED)
