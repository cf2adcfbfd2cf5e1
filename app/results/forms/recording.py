"""The form of a result: one choice for the whole visit is enough; items that differ are told apart below it."""

from collections.abc import Sequence
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import FileStorage
from wtforms import MultipleFileField
from wtforms.validators import StopValidation

from app.items.models import Item
from app.kernel import parsing
from app.kernel.errors import Refused
from app.kernel.web.choices import Radios, Select, StaffForm, words_of
from app.kernel.web.forms import LongText, Text, limited, sentence
from app.results import service
from app.results.rules import Found, Kind, Presence, Said
from app.results.service import Outcome
from app.visits.models import Visit

MOST_FILES = 5
_WORDS = limited(parsing.text, most=1000)
_NOTE = limited(parsing.text, most=500)
_SHOWN = (Kind.NO_PROBLEM, Kind.CORRECTED_ON_SITE, Kind.ORDERED_TO_CORRECT, Kind.PENDING, Kind.TRANSFERRED_TO_CASE)
KINDS = (*_SHOWN, *(kind for kind in Kind if kind not in _SHOWN))
_MARKS = frozenset({"csrf_token", "once", "version", "save"})


class Photos(MultipleFileField):
    """Up to five files, each judged by its content and drawn anew; what passed lies in `uploads`."""

    optional = True

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label, **more)
        self.uploads: list[service.Upload] = []

    def pre_validate(self, form: Any) -> None:
        sent = [one for one in self.data or [] if isinstance(one, FileStorage) and one.filename]
        try:
            if len(sent) > MOST_FILES:
                raise Refused("files_too_many", most=MOST_FILES)
            self.uploads = [service.upload(one.filename or "", one.read()) for one in sent]
        except Refused as refused:
            raise StopValidation(sentence(refused)) from refused


class ResultForm(StaffForm):
    """The result of a visit; `form_for` adds what the visit asks for beside it."""

    kind = Radios(_("检查结果"), choices=words_of("result.kind", KINDS))
    words = LongText(_("发现的问题"), _WORDS, description=_("未发现问题的不用填写；不写人名、电话和证件号码。"))
    due_on = Text(
        _("最晚改正或处理日期"), parsing.day, description=_("责令改正、立案和待后续处理的要填；到期复查，直到销号。")
    )
    present = Radios(_("企业人员"), choices=words_of("result.present", Presence))
    note = LongText(_("备注"), _NOTE)
    files = Photos(_("照片和材料"))
    items: Sequence[Item] = ()
    back = False

    def outcome(self) -> Outcome:
        """What the verb takes: each item as it was told apart, else as the whole visit."""
        found = [self._found(place, item) for place, item in enumerate(self.items)]
        given = {"present": self.present.data == Presence.PRESENT, "note": self.note.data or ""}
        return Outcome(found=found, files=self.files.uploads, said=self._said(), **given)

    def _found(self, place: int, item: Item) -> Found:
        own = self._fields.get(f"kind_{place}")
        kind = Kind(own.data if own is not None and own.data else self.kind.data)
        more = self._fields.get(f"words_{place}")
        words = (more.data if more is not None else None) or self.words.data or ""
        return Found(item.id, kind, "" if kind is Kind.NO_PROBLEM else words, self.due_on.data)

    def _said(self) -> Said | None:
        if not self.back:
            return None
        since, until, why = (self._fields[f"said_{name}"].data for name in ("since", "until", "why"))
        return Said(since, until, why)

    def answers(self) -> dict[str, Any]:
        """What was typed, as a draft keeps it: files are not among it."""
        return {name: request.form[name] for name in self._fields if name in request.form and name not in _MARKS}


def form_for(visit: Visit, answers: dict[str, Any] | None = None) -> ResultForm:
    """The form of a visit's result with what was typed before; several items can differ, no door means a back-entry."""
    more: dict[str, Any] = {"items": visit.items, "back": not visit.entries}
    if len(visit.items) > 1:
        for place, item in enumerate(visit.items):
            own = words_of("result.kind", KINDS, first=_("同上面选的结果"))
            more[f"kind_{place}"] = Select(item.name, needed=False, choices=own)
            more[f"words_{place}"] = LongText(_("这一项发现的问题"), _WORDS)
    if more["back"]:
        more["said_since"] = Text(
            _("实际进门时间"), parsing.moment, needed=True, description=_("例如 2026-09-11 09:30")
        )
        more["said_until"] = Text(_("实际离开时间"), parsing.moment, needed=True)
        more["said_why"] = LongText(_("没有当场登记的原因"), _NOTE, needed=True)
    made: ResultForm = type("ResultForm", (ResultForm,), more)(data={"present": "present", **(answers or {})})
    return made
