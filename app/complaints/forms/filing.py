"""What a complainant types: the matter, the facts, how to be reached (ux.md W2). Each step is kept as it was typed."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import MultipleFileField
from wtforms.fields import SelectChoice

from app.accounts.models import User
from app.complaints.forms.fields import Radios, words_of
from app.complaints.models import Category
from app.complaints.rules import DeclineReason, Disclosure
from app.complaints.service import Contact
from app.enterprises import queries as directory
from app.enterprises import rules as enterprises
from app.kernel import clock, parsing
from app.kernel.errors import Refused
from app.kernel.web.forms import Form, LongText, Text, limited

FACTS_LEAST = 20
FACTS_MOST = 2000
WANTS_MOST = 500
_CODE = re.compile(r"^[0-9A-Za-z]{13,18}$")
_DAY = re.compile(r"^\d{4}-\d{2}(-\d{2})?$")
_DOUBTS = json.loads((Path(__file__).parent.parent / "data" / "not_eligible.json").read_text("utf-8"))


def when(value: str) -> str:
    """A day or a month that is not to come, or words (`parsing.day_or_month`)."""
    told = parsing.day_or_month(value)
    if _DAY.match(told) and told > clock.today().isoformat()[: len(told)]:
        raise Refused("happened_to_come")
    return told


def code_or_name(value: str) -> str:
    """A code with its check digit where it looks like one, else a registered name."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", value))
    return enterprises.code(plain) if _CODE.match(plain) else enterprises.name(value)


def is_code(value: str) -> bool:
    """Whether what `code_or_name` gave is a code."""
    return bool(_CODE.match(value))


def doubt(text: str) -> DeclineReason | None:
    """Why the words may not belong to this line; the page that follows says where they do, and lets them go on."""
    return next((DeclineReason(row["reason"]) for row in _DOUBTS if any(word in text for word in row["words"])), None)


class Step(Form):
    """One step of filing."""

    def typed(self) -> dict[str, str]:
        """What was typed, as it was typed: the draft keeps it even where it still has faults."""
        return {name: _as_typed(field) for name, field in self._fields.items() if _is_kept(field)}

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> Self:
        """The step filled in with what a draft holds, to be judged."""
        return cls(formdata=MultiDict(answers), meta={"csrf": False})


def _is_kept(field: Any) -> bool:
    return isinstance(field, Text | LongText | Radios)


def _as_typed(field: Any) -> str:
    return str(field.data or "") if isinstance(field, Radios) else field.typed


def _disclosure() -> Radios:
    return Radios(
        _("您的身份怎么处理"),
        choices=words_of("complaint.disclosure", (Disclosure.CONFIDENTIAL, Disclosure.NAMED, Disclosure.ANONYMOUS)),
        default=Disclosure.CONFIDENTIAL.value,
    )


class MatterForm(Step):
    """Step 1: the kind of matter, and whom it is about."""

    category = Radios(_("您要反映什么问题"), missing="category_missing")
    about = Text(
        _("涉及单位"),
        limited(parsing.line, most=60),
        description=_("可输入名称或拼音首字母；不清楚可留空，市优办会判断。"),
    )

    def offer(self, categories: Sequence[Category]) -> Self:
        """Let one of these be chosen."""
        self.category.choices = [SelectChoice(row.code, gettext(row.name)) for row in categories]
        return self


class FactsForm(Step):
    """Step 2: what happened and what is wished; somebody with an account says here how to treat the identity."""

    happened = Text(
        _("什么时候发生的"),
        limited(when, most=40),
        needed=True,
        description=_("写到哪天或哪个月都可以，例如 2026-09-08 或 2026年8月；记不清就写大概时间。"),
    )
    place = Text(_("在哪里发生的"), limited(parsing.line, most=100))
    facts = LongText(
        _("发生了什么"),
        limited(least=FACTS_LEAST, most=FACTS_MOST),
        needed=True,
        description=_("谁、做了什么、有没有出示文件或开收据。至少 20 个字。"),
    )
    wants = LongText(_("您希望怎么解决"), limited(least=2, most=WANTS_MOST), needed=True)
    files = MultipleFileField(_("证据"))
    disclosure = _disclosure()
    phone = Text(_("回访电话"), parsing.phone, description=_("只有市优办能看到，用来回访；选择匿名时不保存。"))

    def fit(self, *, signed_in: bool) -> Self:
        """Somebody without an account answers the last two in step 3."""
        if not signed_in:
            del self.disclosure, self.phone
        return self


class ContactForm(Step):
    """Step 3, without an account: how to treat the identity, and how to be reached. Anonymous: nothing of it."""

    disclosure = _disclosure()
    enterprise = Text(
        _("企业名称或统一社会信用代码"),
        limited(code_or_name, most=200),
        needed=True,
        description=_("填代码时，名称由经营主体名录带出。选择匿名不用填。"),
    )
    person = Text(_("联系人"), limited(parsing.line, most=40))
    phone = Text(_("联系电话"), parsing.phone, needed=True, description=_("只用来核实和回访。选择匿名不用填。"))

    def validate(self, extra_validators: Any = None) -> bool:
        if self.disclosure.data == Disclosure.ANONYMOUS:
            for field in (self.enterprise, self.person, self.phone):
                field.needed, field.typed = False, ""
        return bool(super().validate(extra_validators))


def contact(values: Mapping[str, Any], account: User | None) -> Contact:
    """Who complains: from the account, else as typed, a code with its name from the directory. Anonymous: nothing."""
    if values["disclosure"] == Disclosure.ANONYMOUS:
        return Contact()
    if account and account.enterprise_id:
        own = directory.get(account.enterprise_id)
        return Contact(enterprise=own.name, code=own.uscc, phone=values["phone"])
    typed = values["enterprise"]
    known = directory.find(typed) if is_code(typed) else None
    code = typed if is_code(typed) else ""
    return Contact(enterprise=known.name if known else typed, code=code, person=values["person"], phone=values["phone"])
