"""What people type of publications: what is searched, corrected, exported, why something is taken down."""

from typing import Any

from flask_babel import lazy_gettext as _

from app.departments import queries as departments
from app.kernel import parsing
from app.kernel.web.choices import Radios, Select, StaffForm, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited
from app.publication.models import Publication
from app.publication.queries import Filters
from app.publication.rules import Cause, Channel, Ground, Purpose
from app.results.rules import Kind


class SearchForm(Form):
    """The search of the public; what cannot be read lets everything through."""

    class Meta:
        csrf = False

    q = Text(_("企业名称或统一社会信用代码"), limited(parsing.line, most=60))
    department = Select(_("检查单位"), needed=False)
    kind = Select(_("检查结果"), needed=False, choices=words_of("result.kind", Kind, first=_("全部")))
    from_on = Text(_("检查从哪天起"), parsing.day)
    until_on = Text(_("到哪天止"), parsing.day)

    def offer(self) -> "SearchForm":
        """The departments to choose from."""
        units = ((one.code, one.name) for one in departments.active())
        self.department.choices = listed(units, first=_("全部"))
        return self

    def filters(self) -> Filters:
        """What was typed and could be read."""
        self.validate()
        said = {name: self[name].data for name in ("from_on", "until_on") if not self[name].errors}
        unit = None if self.department.errors or not self.department.data else departments.find(self.department.data)
        kind = None if self.kind.errors or not self.kind.data else Kind(self.kind.data)
        text = "" if self.q.errors else self.q.data or ""
        return Filters(text=text, department_id=unit.id if unit else None, kind=kind, **said)


class ContestForm(StaffForm):
    """On which ground a result must go."""

    ground = Radios(_("撤下的原因"), choices=words_of("publication.ground", Ground))
    found_on = Text(_("查明的日期"), parsing.day, needed=True, description=_("撤下的期限从这一天起算。"))


class CorrectForm(StaffForm):
    """What was found of each item in truth, and why it stood there otherwise; `correct_form` adds the items."""

    cause = Radios(_("更正的原因"), choices=words_of("publication.cause", Cause))
    words = LongText(
        _("理由和依据"),
        limited(parsing.text, most=500),
        needed=True,
        description=_("留在系统里，市优办可见，不公开；公开的只有原因的类别和时间。"),
    )
    count = 0

    def kinds(self) -> list[Kind]:
        """What each item is to be told as, in their order."""
        return [Kind(self._fields[f"kind_{place}"].data) for place in range(self.count)]


def correct_form(found: Publication) -> CorrectForm:
    """The form of a correction with what stands there now."""
    fields: dict[str, Any] = {"count": len(found.items)}
    now: dict[str, Any] = {"version": found.version}
    for place, (item, kind) in enumerate(zip(found.items, found.kinds, strict=True)):
        fields[f"kind_{place}"] = Select(item, choices=words_of("result.kind", Kind))
        now[f"kind_{place}"] = kind
    made: CorrectForm = type("CorrectForm", (CorrectForm,), fields)(data=now)
    return made


class ExportForm(StaffForm):
    """For which channel, and what for."""

    channel = Select(_("平台"), choices=words_of("publication.channel", Channel))
    purpose = Select(_("用途"), choices=words_of("publication.purpose", Purpose))
