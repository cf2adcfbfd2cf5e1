"""The form with which the office files for somebody who called, came or wrote (Y-22)."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.complaints import queries
from app.complaints.forms.casework import SHORT
from app.complaints.forms.fields import Files, Radios, Select, listed, words_of
from app.complaints.rules import Channel, Disclosure
from app.complaints.service import Contact, Filing
from app.enterprises import rules as enterprises
from app.kernel import parsing
from app.kernel.web.forms import Form, LongText, Text, limited

CHANNELS = (Channel.HOTLINE_12345, Channel.VISIT, Channel.LETTER, Channel.CPPCC_OFFICE)


class BehalfForm(Form):
    """A complaint in the words of whoever took it in, with its channel and the number it has there."""

    channel = Radios(_("来件渠道"), choices=words_of("complaint.channel", CHANNELS))
    external_ref = Text(_("来件编号"), limited(most=60), description=_("例如 12345 工单号；没有可不填。"))
    category = Select(_("问题类别"))
    about = Text(_("涉及单位"), limited(most=100))
    happened = Text(_("发生时间"), limited(most=100), description=_("知道哪天就写哪天，只知道月份就写月份。"))
    place = Text(_("发生地点"), limited(most=200))
    facts = LongText(_("反映的情况"), limited(least=10, most=4000), needed=True)
    wants = LongText(_("诉求"), SHORT, needed=True)
    disclosure = Radios(
        _("投诉人身份"), choices=words_of("complaint.disclosure", Disclosure), default=Disclosure.CONFIDENTIAL.value
    )
    enterprise = Text(_("企业名称"), limited(most=100))
    code = Text(_("统一社会信用代码"), enterprises.code)
    person = Text(_("联系人"), limited(most=40))
    phone = Text(_("联系电话"), parsing.phone)
    files = Files(_("附件"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offered = [(one.code, gettext(one.name)) for one in queries.categories()]
        self.category.choices = listed(offered, first=_("请选择"))

    def filing(self) -> Filing:
        """The complaint as the service takes it. Of an anonymous complainant nothing is kept."""
        named = ("category", "facts", "wants", "happened", "place", "about", "external_ref")
        disclosure = Disclosure(self.disclosure.data)
        return Filing(
            **{name: self[name].data or "" for name in named},
            channel=Channel(self.channel.data),
            disclosure=disclosure,
            contact=Contact() if disclosure is Disclosure.ANONYMOUS else self._contact(),
            files=self.files.uploads,
        )

    def _contact(self) -> Contact:
        return Contact(**{name: self[name].data or "" for name in ("enterprise", "code", "person", "phone")})
