"""What people type when they look back."""

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from app.departments import queries as departments
from app.departments.rules import Level
from app.kernel import parsing
from app.kernel.web.choices import Radios, Select, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited
from app.lookbacks.queries import Filters
from app.lookbacks.rules import Answer, Kind


def _lines() -> list[tuple[str, str]]:
    return [(line, line) for line in sorted({one.line for one in departments.every() if one.line})]


class SearchForm(Form):
    """The filters of the records; all of them stand in the address. What is no choice lets everything through."""

    class Meta:
        csrf = False

    q = Text(_("名称或代码"), limited(most=60))
    kind = Select(_("记录类型"), needed=False, choices=words_of("lookback.kind", Kind, first=_("全部")))
    level = Select(_("层级"), needed=False, choices=words_of("department.level", Level, first=_("全部")))
    line = Select(_("条线"), needed=False)

    def __init__(self) -> None:
        super().__init__(request.args)
        self.line.choices = listed(_lines(), first=_("全部"))
        self.validate()

    def wanted(self) -> Filters:
        """The filters; what cannot be read lets everything through."""
        said: dict[str, Any] = {name: field.data for name, field in self._fields.items() if not field.errors}
        return Filters(
            text=said.get("q") or "",
            kind=Kind(said["kind"]) if said.get("kind") else None,
            level=Level(said["level"]) if said.get("level") else None,
            line=said.get("line") or None,
        )


class ExemptionForm(Form):
    """Which answers are listed, and of whom."""

    class Meta:
        csrf = False

    q = Text(_("名称或代码"), limited(most=60))

    def __init__(self) -> None:
        super().__init__(request.args)
        self.validate()

    @property
    def text(self) -> str:
        """What to look for; what cannot be read finds everything."""
        return "" if self.q.errors else self.q.data or ""

    @property
    def wanted(self) -> Answer:
        """The answer that the address asks for: exempt, or not known."""
        return Answer.UNKNOWN if request.args.get("answer") == Answer.UNKNOWN else Answer.YES


class DeclareForm(Form):
    """From which day the records of a level and a line are complete."""

    kind = Radios(_("记录类型"), choices=words_of("lookback.kind", Kind))
    level = Radios(_("层级"), choices=words_of("department.level", Level))
    line = Select(_("条线"), needed=False)
    since_on = Text(_("从哪天起完整"), parsing.day, description=_("收回以前的声明、改为“不清楚”的，这一项留空。"))
    reason = LongText(
        _("依据和理由"),
        limited(most=500),
        needed=True,
        description=_("例如：已导入省双随机监管平台 2021 年以来的全部记录，并与该局核对。"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.line.choices = listed(_lines(), first=_("全部条线"))

    def decided(self) -> dict[str, Any]:
        """The keyword arguments of `service.declare`, besides kind and level."""
        return {"line": self.line.data or "", "since_on": self.since_on.data, "reason": self.reason.data}


class StrikeForm(Form):
    """Why a record counts no more."""

    reason = LongText(_("撤下的理由"), limited(most=500), needed=True)
