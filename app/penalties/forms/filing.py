"""What a department files, in three steps (ux.md D-10). Each step is kept as it was typed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import MultipleFileField

from app.enterprises import queries as enterprises
from app.enterprises import rules as entities
from app.kernel.errors import Refused
from app.kernel.web.choices import Boxes, Radios, listed, words_of
from app.kernel.web.forms import Form, LongText, Text
from app.penalties import rules
from app.penalties.forms.fields import LINE, PROSE, fines, past_day
from app.penalties.models import LeniencyEntry
from app.penalties.rules import Hearing, Mild
from app.penalties.service import Given, Upload

_YES_NO = (("no", _("不是")), ("yes", _("是")))


class Step(Form):
    """One step of filing."""

    def typed(self) -> dict[str, Any]:
        """What was typed, as it was typed: the draft keeps it even where it still has faults."""
        return {name: _as_typed(field) for name, field in self._fields.items() if _is_kept(field)}

    @classmethod
    def of(cls, answers: Mapping[str, Any]) -> Self:
        """The step filled in with what a draft holds, to be judged."""
        return cls(formdata=MultiDict(answers), meta={"csrf": False})

    def validate(self, extra_validators: Any = None) -> bool:
        """Every control by itself, then what they say together."""
        if not super().validate(extra_validators):
            return False
        try:
            self.agree()
        except Refused as refused:
            self.refuse(refused)
            return False
        return True

    def agree(self) -> None:
        """Refuses controls that contradict each other."""


def _is_kept(field: Any) -> bool:
    return isinstance(field, Text | LongText | Radios | Boxes)


def _as_typed(field: Any) -> Any:
    if isinstance(field, Boxes):
        return [str(value) for value in field.data or []]
    return str(field.data or "") if isinstance(field, Radios) else field.typed


class CaseForm(Step):
    """Step 1: whose case it is, and whether it is decided already."""

    party_code = Text(
        _("当事人统一社会信用代码"), entities.code, needed=True, description=_("在经营主体名录里的，名称自动带出。")
    )
    party_name = Text(_("当事人名称"), LINE, description=_("名录里没有的要填。"))
    case_no = Text(
        _("案号"),
        LINE,
        needed=True,
        description=_("同一案件分几份处罚的，每份都写同一个案号，系统会合并计算。"),
    )
    matter = Text(_("案由"), LINE, needed=True)
    late_on = Text(
        _("已经作出处罚决定的日期"),
        past_day,
        description=_("还没有作出决定的留空。报备应当在决定之前；已经作出决定的如实填写，会列为“先处罚后报备”。"),
    )

    def agree(self) -> None:
        """A party that is not in the directory is called by its name."""
        if not self.party_name.data and enterprises.find(self.party_code.data) is None:
            raise Refused("required_of", field="party_name", label=self.party_name.label.text)


class FactsForm(Step):
    """Step 2: what happened, by which law, what penalty is meant."""

    facts = LongText(_("违法事实"), PROSE, needed=True)
    basis = LongText(_("处罚依据"), PROSE, needed=True, description=_("法律、法规、规章的名称和条款。"))
    discretion = LongText(_("裁量理由"), PROSE, needed=True, description=_("适用的裁量档次，从重、从轻的情节。"))
    fines = LongText(
        _("拟罚款金额（元）"),
        fines,
        description=_("一份决定里有几项罚款的，一行写一项，系统合计。可写 30000、30,000.00、3万或叁万元整。"),
    )
    kinds = Boxes(_("其他重大处罚"))
    hearing = Radios(_("听证"), choices=words_of("penalty.hearing", Hearing), default=Hearing.NOT_DUE.value)
    hearing_on = Text(_("告知、放弃或举行听证的日期"), past_day)
    files = MultipleFileField(_("附件"))

    def offer(self, kinds: Sequence[str]) -> Self:
        """The major kinds of the rulebook."""
        self.kinds.choices = listed((kind, kind) for kind in kinds)
        return self

    def agree(self) -> None:
        """There is a penalty; a hearing has its day."""
        if not rules.total(self.fines.data or ()) and not self.kinds.data:
            raise Refused("penalty_nothing", field="fines")
        rules.check_hearing(Hearing(self.hearing.data), self.hearing_on.data)


class ReviewForm(Step):
    """Step 3: the legal review, and the four lists."""

    reviewer = Text(_("法制审核人"), LINE, description=_("还没有审核的，三项都留空；作出决定前要补上。"))
    reviewed_on = Text(_("审核日期"), past_day)
    opinion = LongText(_("审核意见"), PROSE)
    leniency = Boxes(_("对上的清单事项"), description=_("逐条对照，情形相符的勾选。"))
    first_minor = Radios(_("是不是首次违法、危害后果轻微并及时改正"), choices=listed(_YES_NO), default="no")
    leniency_reason = LongText(_("仍要处罚的理由"), PROSE, description=_("勾选了事项或选“是”的要写。"))

    def offer(self, entries: Iterable[LeniencyEntry]) -> Self:
        """The entries of the lists that are in force."""
        self.leniency.choices = listed((one.code, f"{one.code} {one.matter}") for one in entries)
        return self

    def mild(self) -> Mild:
        """What was found in the lists."""
        yes = self.first_minor.data == "yes"
        return Mild(tuple(self.leniency.data or ()), yes, self.leniency_reason.data or "")

    def agree(self) -> None:
        """A review is whole; going on against a list has its reason."""
        rules.check_review(self.reviewer.data or "", self.reviewed_on.data, self.opinion.data or "")
        rules.check_mild(self.mild(), [str(choice.value) for choice in self.leniency.iter_choices()])


def given(case: CaseForm, facts: FactsForm, review: ReviewForm, files: Sequence[Upload]) -> Given:
    """What the validated steps say together; a name that was left empty is the directory's."""
    known = enterprises.find(case.party_code.data)
    return Given(
        party_code=case.party_code.data,
        party_name=known.name if known else case.party_name.data,
        case_no=case.case_no.data,
        matter=case.matter.data,
        late_on=case.late_on.data,
        facts=facts.facts.data,
        basis=facts.basis.data,
        discretion=facts.discretion.data,
        fines=facts.fines.data or (),
        kinds=tuple(facts.kinds.data or ()),
        hearing=Hearing(facts.hearing.data),
        hearing_on=facts.hearing_on.data,
        reviewer=review.reviewer.data or "",
        reviewed_on=review.reviewed_on.data,
        opinion=review.opinion.data or "",
        mild=review.mild(),
        files=files,
    )
