"""The acts themselves, for oversight and discipline: who did what to which case, and who looked at an identity."""

import json
from collections.abc import Iterator
from typing import Any

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.kernel import clock, sheets, wording
from app.kernel.permissions import Permission, needs
from app.kernel.web.pages import PER_PAGE, Page, page_number
from app.ledger import queries
from app.ledger.forms import LogForm, verb_words
from app.ledger.queries import Line
from app.ledger.views.blueprint import TO_THE_SECOND, bp

MOST_EXPORTED = 20_000
CSV, XLSX = "text/csv; charset=utf-8", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/admin/log")
@needs(Permission.LEDGER_READ)
def log() -> ResponseReturnValue:
    """The acts that the address asks for, the newest first."""
    form, number = LogForm(), page_number()
    wanted = form.wanted()
    rows = list(queries.lines(wanted, limit=PER_PAGE, skip=(number - 1) * PER_PAGE))
    page = Page(rows, queries.found(wanted), number, PER_PAGE)
    query = {name: value for name, value in request.args.items() if name != "page"}
    return render_template("ledger/log.html", form=form, page=page, query=query, told=told)


@bp.get("/admin/log.<any(csv, xlsx):kind>")
@needs(Permission.LEDGER_READ)
def export(kind: str) -> ResponseReturnValue:
    """What the list shows, all its pages, as CSV or XLSX: the newest 20 000."""
    titles = [_("序号"), _("时间"), _("操作"), _("编号"), _("操作人"), _("姓名"), _("角色"), _("内容")]
    rows = [list(told(line).values()) for line in queries.lines(LogForm().wanted(), limit=MOST_EXPORTED)]
    body: Any = sheets.workbook(_("操作记录"), titles, rows)
    if kind == "csv":
        body = "".join(sheets.csv_lines(titles, rows)).encode()
    name = f"log-{clock.today().isoformat()}.{kind}"
    headers = {"Content-Disposition": f"attachment; filename={name}", "X-Content-Type-Options": "nosniff"}
    return Response(body, mimetype=CSV if kind == "csv" else XLSX, headers=headers)


def told(line: Line) -> dict[str, str]:
    """One act in words, cell by cell."""
    return {
        "index": str(line.index),
        "at": clock.local(line.at).strftime(TO_THE_SECOND),
        "verb": str(verb_words().get(line.verb, line.verb)),
        "ref": line.ref,
        "actor": line.actor,
        "name": line.name,
        "role": wording.label("role", line.role) if line.role else "",
        "facts": _("经营主体自己的账号，不显示") if line.withheld else "；".join(_facts(line)),
    }


def _facts(line: Line) -> Iterator[str]:
    for name, value in line.facts.items():
        if value not in (None, "", []):
            yield f"{name}: {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"
