"""The choices that the office makes from registers: departments, the likely ones first, and kinds of complaint."""

from typing import Any

from flask_babel import gettext as _

from app.complaints import queries
from app.complaints.models import Complaint
from app.departments import queries as departments


def department_choices(complaint: Complaint) -> dict[str, list[tuple[str, Any]]]:
    """The active departments in groups: those that the complaint's words and kind point at, then all others."""
    statement, category = queries.statement(complaint), queries.category(complaint.category)
    words = f"{statement.about} {statement.facts}"
    likely = departments.suggest(words, category.name if category else "")
    keys = {one.id for one in likely}
    rest = [one for one in departments.active() if one.id not in keys]
    groups = {_("建议"): likely, _("其他单位") if likely else _("全部单位"): rest}
    return {name: [(str(one.id), one.name) for one in found] for name, found in groups.items() if found}


def category_choices() -> list[tuple[str, str]]:
    """The kinds of complaint."""
    return [(one.code, one.name) for one in queries.categories()]
