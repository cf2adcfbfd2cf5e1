"""Filters of the lists, and proposals for the four lists of leniency."""

import re
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from app.departments import queries as departments
from app.kernel import clock, parsing
from app.kernel.errors import Refused
from app.kernel.web.choices import Boxes, Select, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited
from app.penalties.forms.fields import LINE, PROSE
from app.penalties.queries import Filters
from app.penalties.rules import LeniencyList, State

_DECIDED = (("no", _("未作决定")), ("yes", _("已作决定")))


class SearchForm(Form):
    """The filters of the list; all of them stand in the address. What is no choice lets everything through."""

    class Meta:
        csrf = False

    q = Text(_("关键词"), limited(most=60), description=_("编号、当事人、案由或案号"))
    department = Select(_("办案单位"), needed=False)
    state = Select(_("状态"), needed=False, choices=words_of("penalty.state", State, first=_("全部")))
    decided = Select(_("决定"), needed=False, choices=listed(_DECIDED, first=_("全部")))

    def __init__(self, *, whole_city: bool) -> None:
        super().__init__(request.args)
        self.department.choices = listed(((one.code, one.short_name) for one in departments.active()), first=_("全部"))
        if not whole_city:
            del self.department
        self.validate()

    def wanted(self) -> Filters:
        """The filters; what cannot be read lets everything through."""
        said = {name: field.data for name, field in self._fields.items() if field.data and not field.errors}
        unit = departments.find(said["department"]) if "department" in said else None
        return Filters(
            text=said.get("q", ""),
            department_id=unit.id if unit else None,
            state=State(said["state"]) if "state" in said else None,
            decided={"yes": True, "no": False}.get(said.get("decided", "")),
        )


class YearForm(Form):
    """The year of the public figures."""

    class Meta:
        csrf = False

    year = Select(_("年度"), needed=False)

    def __init__(self) -> None:
        super().__init__(request.args)
        this = clock.today().year
        self.year.choices = listed((year, year) for year in range(this, 2022, -1))
        self.validate()

    @property
    def chosen(self) -> int:
        """The year that is asked for, this one where none is."""
        return int(self.year.data) if self.year.data and not self.year.errors else clock.today().year


def _code(value: str) -> str:
    plain = parsing.line(value).upper()
    if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)*", plain) or len(plain) > 40:
        raise Refused("leniency_code_malformed")
    return plain


class ProposalForm(Form):
    """An entry as it is to be, or its end, from a day on."""

    code = Text(
        _("事项编号"), _code, needed=True, description=_("新事项用新编号，例如 BYCF-05；已有的编号写新的内容。")
    )
    kind = Select(_("列入哪张清单"), choices=words_of("leniency.kind", LeniencyList))
    matter = Text(_("事项"), LINE, needed=True)
    terms = LongText(_("适用条件"), PROSE, needed=True)
    basis = LongText(_("依据"), PROSE, needed=True)
    from_on = Text(_("从哪天起生效"), parsing.day, needed=True)
    ends = Boxes(_("停用"), choices=listed([("yes", _("从这天起停用这个事项"))]))
    reason = LongText(_("修改的理由"), limited(most=500), needed=True)

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of `service.propose`."""
        values = {name: field.data for name, field in self._fields.items() if name != "csrf_token"}
        return values | {"kind": LeniencyList(values["kind"]), "ends": bool(values["ends"])}


class ReasonForm(Form):
    """Why a proposal is turned down."""

    why = LongText(_("不同意的理由"), limited(most=500), needed=True)
