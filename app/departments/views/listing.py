"""The register of departments, for staff; and as files."""

import json
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.accounts import queries as accounts
from app.departments import queries, schemas
from app.departments.views.blueprint import bp
from app.kernel.permissions import Permission, needs
from app.kernel.web import downloads

WORDS = {
    **{key: lazy_gettext(str(field.data_key)) for key, field in schemas.DepartmentRow._declared_fields.items()},
    "active": lazy_gettext("在用"),
    "leader": lazy_gettext("分管领导"),
    "handed_over_by": lazy_gettext("交出人"),
    "from_on": lazy_gettext("起"),
    "until_on": lazy_gettext("止"),
    "until_before": lazy_gettext("原来的止期"),
}


@bp.get("/registers/departments")
@needs(Permission.DEPARTMENT_READ)
def index() -> ResponseReturnValue:
    """Every department."""
    return render_template("departments/index.html", departments=queries.every())


@bp.get("/registers/departments/<code>")
@needs(Permission.DEPARTMENT_READ)
def show(code: str) -> ResponseReturnValue:
    """One department with its leaders in charge and what was changed of it."""
    department = queries.by_code(code)
    history = queries.history(department)
    return render_template(
        "departments/show.html",
        department=department,
        leaderships=queries.leaderships(department),
        history=[(entry, json.loads(entry.facts)) for entry in history],
        actors=accounts.actors(entry.actor for entry in history),
        words=WORDS,
    )


def _rows() -> list[list[Any]]:
    return [schemas.cells(department) for department in queries.every()]


@bp.get("/registers/departments.csv")
@needs(Permission.DEPARTMENT_READ)
def export_csv() -> ResponseReturnValue:
    """CSV with BOM."""
    return downloads.csv("departments", schemas.DepartmentRow(), _rows())


@bp.get("/registers/departments.xlsx")
@needs(Permission.DEPARTMENT_READ)
def export_xlsx() -> ResponseReturnValue:
    """A workbook with a frozen, filtered header."""
    return downloads.xlsx("departments", _("单位"), schemas.DepartmentRow(), _rows())
