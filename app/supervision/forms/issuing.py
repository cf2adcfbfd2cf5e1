"""The forms that issue: an order about picked clocks, a measure, a referral, reminders, a proposal not taken."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from app.departments import queries as departments
from app.kernel import parsing
from app.kernel.web.choices import Radios, Select, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited
from app.supervision.forms.acting import LINE, PROSE
from app.supervision.rules import MEASURES
from app.supervision.service import Draft

MOST = 500


def picked(name: str = "pick") -> list[int]:
    """The keys of the clocks that were ticked; what is no key is left out."""
    sent = request.values.getlist(name)
    return [int(one) for one in sent[:MOST] if one.isascii() and one.isdigit() and len(one) < 12]


def numbers(value: str) -> list[str]:
    """Numbers of cases, one in each line."""
    return [line.strip() for line in limited(most=2000)(value).splitlines() if line.strip()]


class OrderForm(Form):
    """The words of an order, as the system drafted them and a person made them."""

    title = Text(_("标题"), LINE, needed=True)
    body = LongText(_("正文"), PROSE, needed=True, description=_("一行一段。系统按规则拟稿，签发前请核对修改。"))
    meet_at = Text(_("时间"), parsing.moment, description=_("红色督办单、约谈和现场督办要写，例如 2026-09-14 15:30。"))
    place = Text(_("地点"), LINE)

    def draft(self) -> Draft:
        """The words as the service takes them."""
        return Draft(self.title.data, self.body.data, self.meet_at.data, self.place.data or "")


class MeasureForm(OrderForm):
    """A measure: which, about which cases, to which unit."""

    kind = Radios(_("措施"), choices=words_of("supervision.kind", MEASURES))
    department = Select(_("发往单位"))
    subjects = LongText(
        _("投诉件编号"), numbers, needed=True, description=_("一行写一个；拖欠账款的件同时登记为该件的下一步。")
    )

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.department.choices = listed((one.id, one.name) for one in departments.active())


class ReferForm(Form):
    """A referral to the discipline inspection."""

    department = Select(_("涉及单位"))
    subjects = LongText(_("投诉件编号"), numbers, needed=True, description=_("一行写一个。"))
    facts = LongText(_("问题线索"), PROSE, needed=True)
    basis = LongText(_("移送依据"), PROSE, needed=True)

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.department.choices = listed((one.id, one.name) for one in departments.active())


class RemindForm(Form):
    """What is said to every unit."""

    words = LongText(_("催办内容"), limited(most=500), needed=True)


class DismissForm(Form):
    """Why an order that the rule proposes is not issued."""

    why = LongText(_("不发的理由"), limited(most=500), needed=True)
