"""The choices that the office makes from registers: departments, the likely ones first, and kinds of complaint."""

from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from app.complaints import queries
from app.complaints.forms.fields import listed
from app.complaints.models import Complaint
from app.departments import queries as departments
from app.departments.models import Department


def department_choices(complaint: Complaint) -> list[SelectChoice]:
    """The active departments in groups: those that the complaint's words and kind point at, then all others."""
    likely = likely_departments(complaint)
    keys = {one.id for one in likely}
    rest = [one for one in departments.active() if one.id not in keys]
    suggested = listed(((one.id, one.name) for one in likely), group=_("建议"), first=_("请选择"))
    return suggested + listed(((one.id, one.name) for one in rest), group=_("其他单位"))


def likely_departments(complaint: Complaint) -> list[Department]:
    """The departments that the complaint's words and kind point at, best first."""
    statement, category = queries.statement(complaint), queries.category(complaint.category)
    words = f"{statement.about} {statement.facts}"
    return departments.suggest(words, category.name if category else "")


def category_choices() -> list[SelectChoice]:
    """The kinds of complaint."""
    return listed((one.code, _(one.name)) for one in queries.categories())
