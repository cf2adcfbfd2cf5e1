"""What people type on the pages of a draw."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField

from app.draws.rules import AT_ONCE, KINDS, REVEALS, Gone, Source, reading
from app.kernel import parsing, wording
from app.kernel.errors import Refused
from app.kernel.web.choices import Radios, Select, listed, words_of
from app.kernel.web.forms import Form, LongText, Text, limited

PLACES = (1, 2, 3)
_LINE = limited(parsing.line, most=200)
_PROSE = limited(parsing.text, most=500)
_REVEALS = [(reveal, wording.LABELS[f"draw.reveal.{reveal}"]) for reveal in REVEALS]
_KINDS = [(kind, wording.LABELS[f"draw.source.{kind}"]) for kind in KINDS]
FORMATS = {
    "dice": "[0-9]{20}",
    "beacon": "[0-9a-f]{64}",
    "lottery_kl8": "([0-9]{2} ){19}[0-9]{2}",
    "lottery_dlt": "([0-9]{2} ){6}[0-9]{2}",
    "lottery_qxc": "([0-9] ){6}[0-9]{1}",
}


def _kind(place: int) -> Select:
    return Select(_("来源 %(n)s：类型", n=place), needed=place == 1, choices=listed(_KINDS, first=_("请选择")))


def _issue(place: int) -> Text:
    return Text(_("来源 %(n)s：在哪里、哪一期", n=place), _LINE, needed=place == 1)


def _format(place: int) -> Text:
    return Text(_("来源 %(n)s：写法", n=place), _LINE)


class LockForm(Form):
    """Where the value will come from and when, and when the targets are laid open."""

    value_due = Text(_("公布随机数的时间"), reading.instant, needed=True, description=_("例如 2026-09-14 10:00。"))
    reveal = Radios(_("什么时候公布对象"), choices=listed(_REVEALS), default=AT_ONCE)
    kind_1, issue_1, format_1 = _kind(1), _issue(1), _format(1)
    kind_2, issue_2, format_2 = _kind(2), _issue(2), _format(2)
    kind_3, issue_3, format_3 = _kind(3), _issue(3), _format(3)

    def sources(self) -> list[Source]:
        """The sources that were filled in, a missing format being that of the kind. Refuses half a source."""
        found = []
        for place in PLACES:
            kind, issue, told = (self[f"{name}_{place}"].data or "" for name in ("kind", "issue", "format"))
            if bool(kind) != bool(issue) or (told and not kind):
                raise Refused("draw_source_half", field=f"issue_{place}")
            if kind:
                found.append(Source(kind, issue, told or FORMATS[kind]))
        return found

    def announced(self) -> dict[str, Any]:
        """The keyword arguments of `service.lock`."""
        return {"value_due": self.value_due.data, "reveal": self.reveal.data, "sources": self.sources()}


class ValueForm(Form):
    """The value from the source's own notice, and who was there."""

    value = Text(_("公开随机数"), reading.typed, needed=True)
    witnesses = LongText(
        _("见证人"), reading.lines, description=_("每行一位：姓名、单位职务。第一位填写的人至少写 2 位。")
    )


class PublishForm(Form):
    """A button."""


class ReasonForm(Form):
    """Why."""

    reason = LongText(_("理由"), _PROSE, needed=True)


class ReplaceForm(ReasonForm):
    """Why a target fell away."""

    kind = Radios(_("情形"), choices=words_of("draw.gone", Gone))


class UploadForm(Form):
    """Lists from another hand."""

    plan_year = Text(_("计划年度"), reading.year, needed=True, description=_("例如 2026。"))
    file = FileField(_("名单压缩包"), description=_("ZIP，内有五个名单文件，可附 exclusions.csv。"))


def words_for(codes: Sequence[str]) -> dict[str, str]:
    """The sentences of refusals with `{file}` for the file; other facts are left out."""
    told = {code: str(wording.REFUSALS[code][0]).replace("%(file)s", "{file}") for code in codes}
    return {code: re.sub(r"%\(\w+\)s", "…", words).replace("%%", "%") for code, words in told.items()}
