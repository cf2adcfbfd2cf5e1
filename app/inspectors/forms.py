"""What people type on the pages of the inspectors."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField

from app.accounts import queries as accounts
from app.accounts.models import User
from app.departments import queries as departments
from app.departments.models import Department
from app.enterprises import rules as enterprises
from app.inspectors import rules
from app.inspectors.models import Inspector
from app.inspectors.queries import Filters
from app.items import queries as items
from app.kernel import clock, parsing
from app.kernel.permissions import Role
from app.kernel.web.choices import Boxes, Select, StaffForm, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited

_NAME = limited(parsing.line, most=50)
_LINE = limited(parsing.line, most=100)
_ACTIVE = (("yes", _("在岗")), ("no", _("不在岗")))


class SearchForm(Form):
    """The filters of the list; all of them stand in the address. What is no choice lets everything through."""

    class Meta:
        csrf = False

    q = Text(_("关键词"), limited(most=60))
    department = Select(_("所属单位"), needed=False)
    standing = Select(
        _("执法证"), needed=False, choices=words_of("inspector.standing", rules.Standing, first=_("全部"))
    )
    active = Select(_("在岗"), needed=False, choices=listed(_ACTIVE, first=_("全部")))

    def __init__(self) -> None:
        super().__init__(request.args)
        units = ((one.code, one.short_name) for one in departments.active())
        self.department.choices = listed(units, first=_("全部"))
        self.validate()

    def wanted(self) -> Filters:
        """The filters; what cannot be read lets everything through."""
        said = {name: field.data for name, field in self._fields.items() if field.data and not field.errors}
        unit = departments.find(said["department"]) if "department" in said else None
        return Filters(
            text=said.get("q", ""),
            department_id=unit.id if unit else None,
            standing=rules.Standing(said["standing"]) if "standing" in said else None,
            active={"yes": True, "no": False}.get(said.get("active", "")),
            on=clock.today(),
        )


class InspectorForm(StaffForm):
    """One inspector."""

    name = Text(_("姓名"), _NAME, needed=True)
    department = Select(_("所属单位"))
    section = Text(_("科室"), _LINE)
    valid_from = Text(_("有效期起"), parsing.day, needed=True)
    valid_until = Text(_("有效期止"), parsing.day, needed=True)
    items = Boxes(_("可查事项"), description=_("一项也不选，表示本单位的事项都可以查。"))
    active = BooleanField(_("在岗"))

    def offer(self, units: Iterable[Department], own: Department | None) -> None:
        """The departments to choose from, and the items of the inspector's own."""
        self.department.choices = listed((one.code, one.name) for one in units)
        known = items.search(items.Filters(department_id=own.id), limit=1000) if own else []
        self.items.choices = listed((item.code, f"{item.code} {item.name}") for item in known)

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of `service.register` and `service.revise`."""
        values = {name: field.data for name, field in self._fields.items() if name not in _MARKS}
        values["items"] = list(items.by_codes(values["items"] or []).values())
        values["section"] = values["section"] or ""
        if "department" in values:
            values["department"] = departments.by_code(values["department"])
        return values


_MARKS = {"csrf_token", "version", "certificate_no", "account"}


class CorrectionForm(InspectorForm):
    """What the office corrects: of an inspector also the account with which they sign in."""

    account = Select(
        _("登录账号"), needed=False, description=_("用这个账号登录的就是这名人员；只列本单位的执法检查人员账号。")
    )

    def offer(self, units: Iterable[Department], own: Department | None) -> None:
        """The same, and the accounts of the department."""
        super().offer(units, own)
        people = [user for user in accounts.of_department(own.id) if user.role is Role.INSPECTOR] if own else []
        self.account.choices = listed(((one.username, f"{one.name} {one.username}") for one in people), first=_("没有"))

    @property
    def user(self) -> User | None:
        """Whose account is chosen."""
        return accounts.by_username(self.account.data) if self.account.data else None


class NewInspectorForm(InspectorForm):
    """A new inspector with the number of the certificate."""

    certificate_no = Text(_("执法证号"), rules.certificate_no, needed=True)


def shown(inspector: Inspector) -> dict[str, Any]:
    """An inspector as the form shows them."""
    plain = ("name", "section", "valid_from", "valid_until", "active", "version")
    values = {key: getattr(inspector, key) for key in plain}
    values |= {"department": inspector.department.code, "items": [item.code for item in inspector.items]}
    return values | {"account": inspector.account.user.username if inspector.account else ""}


class RecusalForm(Form):
    """An enterprise to which the inspector is not sent."""

    enterprise = Text(_("统一社会信用代码"), enterprises.code, needed=True, description=_("可先在经营主体名录里查询。"))
    reason = LongText(
        _("回避理由"),
        limited(most=500),
        needed=True,
        description=_("例如：近亲属在该企业任职。只有本单位和市优办看到。"),
    )
    from_on = Text(_("开始日期"), parsing.day, needed=True)
    until_on = Text(_("结束日期"), parsing.day, description=_("不知道的留空。"))


class EndForm(Form):
    """The last day of a recusal."""

    until_on = Text(_("结束日期"), parsing.day, needed=True)
