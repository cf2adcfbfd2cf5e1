"""The register of inspectors, one inspector with the change log, and the register as files."""

import json
from collections.abc import Iterator
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.accounts import queries as accounts
from app.inspectors import queries, rules, schemas
from app.inspectors.forms import SearchForm
from app.inspectors.models import Inspector
from app.inspectors.views.blueprint import bp, me
from app.kernel import clock
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads
from app.kernel.web.pages import PER_PAGE, Page, page_number

WORDS = {
    **{key: lazy_gettext(str(field.data_key)) for key, field in schemas.InspectorRow._declared_fields.items()},
    "account": lazy_gettext("登录账号"),
    "enterprise": lazy_gettext("经营主体"),
    "from_on": lazy_gettext("开始日期"),
    "until_on": lazy_gettext("结束日期"),
}


def standings(rows: Iterator[Inspector] | list[Inspector]) -> dict[int, rules.Standing]:
    """How each one's certificate stands today."""
    today = clock.today()
    warn_days = queries.warn_days(today)
    return {row.id: rules.standing(row.valid_from, row.valid_until, today, warn_days=warn_days) for row in rows}


@bp.get("/registers/inspectors")
@needs(Permission.INSPECTOR_READ)
def index() -> ResponseReturnValue:
    """The list, filtered by what the address says, with how many certificates end soon."""
    form, number = SearchForm(), page_number()
    wanted = form.wanted()
    rows = queries.search(wanted, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "inspectors/index.html",
        form=form,
        page=Page(rows, queries.count(wanted), number),
        total=queries.count(),
        counts=queries.counts(wanted.on),
        warn_days=queries.warn_days(wanted.on),
        standings=standings(list(rows)),
        kept={name: value for name, value in request.args.items() if name != "page"},
    )


@bp.get("/registers/inspectors/<number>")
@needs(Permission.INSPECTOR_READ)
def show(number: str) -> ResponseReturnValue:
    """One inspector; the own department and the office also see whom they avoid, and why."""
    inspector = queries.by_certificate(number)
    if number != inspector.certificate_no:
        return redirect(url_for(".show", number=inspector.certificate_no), code=301)
    history, trusted = queries.history(inspector), queries.may_edit(inspector, me())
    return render_template(
        "inspectors/show.html",
        inspector=inspector,
        standing=standings([inspector])[inspector.id],
        may_edit=trusted,
        recusals=queries.recusals(inspector) if trusted else [],
        history=[(entry, json.loads(entry.facts)) for entry in history if trusted or "recus" not in entry.verb],
        actors=accounts.actors(entry.actor for entry in history),
        words=WORDS,
    )


def _rows() -> Iterator[list[Any]]:
    return (schemas.cells(one) for one in queries.export(SearchForm().wanted()))


@bp.get("/registers/inspectors.csv")
@needs(Permission.INSPECTOR_READ)
def export_csv() -> ResponseReturnValue:
    """CSV with BOM, streamed."""
    return downloads.csv("inspectors", schemas.InspectorRow({}), _rows())


@bp.get("/registers/inspectors.xlsx")
@needs(Permission.INSPECTOR_READ)
def export_xlsx() -> ResponseReturnValue:
    """A workbook with a frozen, filtered header."""
    return downloads.xlsx("inspectors", _("执法检查人员"), schemas.InspectorRow({}), _rows())
