"""Where somebody wants to be told, and a webhook."""

import re
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts.rules import username
from app.kernel import parsing, wording
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, Text, limited
from app.notices.rules import EventType

_MAIL = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
_MOBILE = re.compile(r"^1[3-9]\d{9}$", re.ASCII)


def mail_address(value: str) -> str:
    """An address for mail. Refuses what no server takes."""
    plain = parsing.line(value)
    if not _MAIL.match(plain) or len(plain) > 254:
        raise Refused("mail_malformed")
    return plain


def mobile(value: str) -> str:
    """The number of a mobile telephone: SMS go nowhere else."""
    plain = parsing.phone(value)
    if not _MOBILE.match(plain):
        raise Refused("mobile_malformed")
    return plain


class PreferenceForm(Form):
    """By mail, by SMS; the site always."""

    mail = BooleanField(_("发邮件通知我"))
    address = Text(_("邮箱"), mail_address)
    sms = BooleanField(_("发短信通知我"))
    phone = Text(_("手机号码"), mobile)

    def wishes(self) -> dict[str, Any]:
        """The keyword arguments of the verb."""
        told = self.values()
        return {**told, "address": told["address"] or "", "phone": told["phone"] or ""}


class WebhookForm(Form):
    """A webhook that is told what an account is told."""

    name = Text(_("用途"), limited(least=2, most=60), needed=True, description=_("写明哪个系统接收。"))
    username = Text(_("按哪个账号的通知发送"), username, needed=True, description=_("填用户名；不能是经营主体的账号。"))
    url = Text(_("接收地址"), limited(parsing.line, most=500), needed=True, description=_("以 https:// 开头。"))
    types = SelectMultipleField(
        _("事件"),
        choices=lambda: [SelectChoice(one.value, wording.label("webhook.type", one)) for one in EventType],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def wanted(self) -> dict[str, Any]:
        """The keyword arguments of the verb, but the account."""
        return {
            "name": self.name.data,
            "url": self.url.data,
            "types": [EventType(one) for one in self.types.data or []],
        }
