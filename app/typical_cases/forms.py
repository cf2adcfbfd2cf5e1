"""The forms of typical cases: the draft, an approval, words of a return or a withdrawal."""

from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from app.complaints import queries as complaints
from app.departments import queries as departments
from app.kernel import clock, parsing
from app.kernel.web.choices import Select, StaffForm, listed
from app.kernel.web.forms import LongText, Text, limited
from app.typical_cases import queries
from app.typical_cases.models import TypicalCase
from app.typical_cases.service import Draft

MOST_TITLE, MOST_PROSE, MOST_WORDS = 40, 800, 500


class CaseForm(StaffForm):
    """What is told, and until when."""

    title = Text(_("标题"), limited(parsing.line, most=MOST_TITLE), needed=True, description=_("最多 40 个字"))
    facts = LongText(_("发生了什么"), limited(most=MOST_PROSE), needed=True)
    outcome = LongText(_("怎么处理的"), limited(most=MOST_PROSE), needed=True)
    category = Select(_("问题类别"))
    department = Select(_("点名的责任单位"), needed=False, description=_("可以不点名。"))
    until_on = Text(_("公开到哪一天"), parsing.day, needed=True)

    def offer(self, case: TypicalCase | None = None) -> Self:
        """The categories and departments to choose from; the one that is named stays, active or not."""
        self.category.choices = listed(
            ((one.code, gettext(one.name)) for one in complaints.categories()), first=gettext("请选择")
        )
        units = {one.id: one.name for one in departments.active()}
        if case is not None and case.department is not None:
            units.setdefault(case.department.id, case.department.name)
        self.department.choices = listed(units.items(), first=gettext("不点名"))
        last = queries.last_day(clock.today()).isoformat()
        self.until_on.description = gettext("到期自动撤下。最晚 %(day)s，例如 2026-09-01 或 2026年9月1日", day=last)
        return self

    def draft(self) -> Draft:
        """What was typed, as the service takes it."""
        unit = int(self.department.data) if self.department.data else None
        words = (self.title.data, self.facts.data, self.outcome.data)
        return Draft(*words, self.category.data, unit, self.until_on.data)


def filled(case: TypicalCase) -> CaseForm:
    """The form of a case with what it says now."""
    now: dict[str, Any] = {name: getattr(case, name) for name in Draft._fields}
    return CaseForm(data={**now, "department": str(case.department_id or "")}).offer(case)


class ApproveForm(StaffForm):
    """An approver says that they looked."""

    looked = BooleanField(_("我逐条看过，读的人认不出是哪家企业、哪个人"))


class WordsForm(StaffForm):
    """Why a case is sent back or taken down."""

    words = LongText(_("理由"), limited(most=MOST_WORDS), needed=True)
