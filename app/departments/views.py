"""The register of departments, for staff."""

import json

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.departments import queries
from app.kernel.permissions import Permission, needs

bp = Blueprint("departments", __name__)


@bp.get("/registers/departments")
@needs(Permission.DEPARTMENT_READ)
def index() -> ResponseReturnValue:
    """Every department."""
    return render_template("departments/index.html", departments=queries.every())


@bp.get("/registers/departments/<code>")
@needs(Permission.DEPARTMENT_READ)
def show(code: str) -> ResponseReturnValue:
    """One department with what was changed of it."""
    department = queries.by_code(code)
    history = [(entry, json.loads(entry.facts)) for entry in queries.history(department)]
    return render_template("departments/show.html", department=department, history=history)
