"""What administrators type: users and tokens."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts import rules
from app.kernel import wording
from app.kernel.permissions import Permission, Role
from app.kernel.web.forms import Form, Text, limited


def _role(role: Role) -> SelectChoice:
    return SelectChoice(role.value, wording.label("role", role))


def _roles() -> list[SelectChoice]:
    return [_role(role) for role in Role if role != Role.ENTERPRISE]


def _department(value: Any) -> int | None:
    return int(value) if str(value or "").isdigit() else None


class UserEditForm(Form):
    """Name, role and department of a user."""

    name = Text(_("姓名"), limited(least=2, most=40), needed=True)
    role = SelectField(_("角色"), coerce=Role, choices=_roles)
    department_id = SelectField(
        _("所属单位"),
        coerce=_department,
        description=_("部门经办和执法检查人员必选，其他角色不选。"),
    )

    def offer(self, departments: list[tuple[int, str]], *, enterprise: bool = False) -> None:
        """Let the department be chosen from these `(id, name)`; an enterprise's user stays one."""
        offered = [SelectChoice(number, name) for number, name in departments]
        self.department_id.choices = [SelectChoice("", _("不选")), *offered]
        if enterprise:
            self.role.choices = [_role(Role.ENTERPRISE)]


class UserForm(UserEditForm):
    """A new member of staff. The password is made by the service."""

    username = Text(_("用户名"), rules.username, needed=True, description=_("字母开头，由字母、数字、点和短横组成。"))


class UserSearchForm(Form):
    """Whom to look for."""

    q = StringField(_("用户名或姓名"))
    role = SelectField(
        _("角色"), choices=lambda: [SelectChoice("", _("全部")), *map(_role, Role)], validate_choice=False
    )


def _scopes() -> list[SelectChoice]:
    offered = {scope for role in Role for scope in rules.grantable(role)}
    return [SelectChoice(scope.value, scope.value) for scope in Permission if scope in offered]


class TokenForm(Form):
    """A token for a program that acts for a user."""

    username = Text(_("令牌所属账号的用户名"), rules.username, needed=True)
    name = Text(
        _("用途"), limited(least=2, most=60), needed=True, description=_("写明哪个系统使用，例如 12345 热线平台。")
    )
    scopes = SelectMultipleField(
        _("权限"), choices=_scopes, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    days = IntegerField(_("有效天数"), default=90)
