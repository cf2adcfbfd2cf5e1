"""What people type on the pages of the inspection items."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from app.departments import queries as departments
from app.items import rules
from app.items.models import Item
from app.items.queries import Filters
from app.kernel import clock, parsing
from app.kernel.web.choices import Boxes, Select, StaffForm, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited

_LINE = limited(parsing.line, most=200)
_PROSE = limited(parsing.text, most=4000)
_STATES = (("in_force", _("在用")), ("ended", _("已停用")))
_COMPLETE = (("yes", _("完整")), ("no", _("不完整")))


class SearchForm(Form):
    """The filters of the list; all of them stand in the address. What is no choice lets everything through."""

    class Meta:
        csrf = False

    q = Text(_("关键词"), limited(most=60))
    department = Select(_("责任单位"), needed=False)
    complete = Select(_("完整性"), needed=False, choices=listed(_COMPLETE, first=_("全部")))
    state = Select(_("状态"), needed=False, choices=listed(_STATES, first=_("全部")))
    kind = Select(_("事项类型"), needed=False, choices=words_of("item.kind", rules.Kind, first=_("全部")))

    def __init__(self) -> None:
        super().__init__(request.args)
        units = ((one.code, one.short_name) for one in departments.active())
        self.department.choices = listed(units, first=_("全部"))
        self.validate()

    def wanted(self) -> Filters:
        """The filters; what cannot be read lets everything through."""
        said = {name: field.data for name, field in self._fields.items() if field.data and not field.errors}
        today = clock.today()
        unit = departments.find(said["department"]) if "department" in said else None
        return Filters(
            text=said.get("q", ""),
            department_id=unit.id if unit else None,
            kind=rules.Kind(said["kind"]) if "kind" in said else None,
            complete={"yes": True, "no": False}.get(said.get("complete", "")),
            in_force_on=today if said.get("state") == "in_force" else None,
            ended_on=today if said.get("state") == "ended" else None,
        )


class ItemForm(StaffForm):
    """One item. Basis, subject, object and method may wait; without them the item cannot be planned."""

    name = Text(_("抽查事项"), _LINE, needed=True)
    category = Text(_("抽查类别"), _LINE, description=_("清单里的大类，例如“食品安全检查”。"))
    kind = Select(_("事项类型"), choices=words_of("item.kind", rules.Kind))
    departments = Boxes(_("责任单位"), needed=True)
    basis = LongText(_("检查依据"), _PROSE, description=_("法律、法规、规章的名称和条款。"))
    subject = Text(_("检查主体"), _LINE, description=_("例如：县级市场监督管理部门。"))
    object = Text(_("检查对象"), _LINE, description=_("例如：食品生产企业。"))
    method = Text(_("检查方式"), _LINE, description=_("例如：现场检查、书面检查、网络监测。"))
    content = LongText(_("检查内容"), _PROSE)
    from_on = Text(_("启用日期"), parsing.day, needed=True)
    until_on = Text(_("停用日期"), parsing.day, description=_("仍在使用的留空。"))

    def offer(self, units: Any) -> None:
        """The departments to choose from; where there is only one, it is no question."""
        self.departments.choices = listed((one.code, one.name) for one in units)

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of `service.register` and `service.revise`."""
        values = {name: field.data for name, field in self._fields.items() if name not in _MARKS}
        units = departments.by_codes(values.pop("departments", None) or [])
        if "departments" in self._fields:
            values["departments"] = list(units.values())
        values["kind"] = rules.Kind(values["kind"])
        return {name: "" if value is None and name not in _DAYS else value for name, value in values.items()}


_MARKS = {"csrf_token", "version", "code"}
_DAYS = {"from_on", "until_on"}


class NewItemForm(ItemForm):
    """A new item with its code."""

    code = Text(_("事项编码"), rules.code, needed=True, description=_("例如 SCJG-01；登记后不再改。"))


def shown(item: Item) -> dict[str, Any]:
    """An item as its form shows it."""
    values = {key: getattr(item, key) for key in ItemForm()._fields if hasattr(item, key)}
    return values | {"departments": [one.code for one in item.departments], "version": item.version}


__all__ = ["ItemForm", "NewItemForm", "SearchForm", "shown"]
