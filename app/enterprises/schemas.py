"""What programs and sheets say of an enterprise. The titles of the import are the `data_key`s of `EnterpriseRow`."""

from marshmallow import Schema, fields, validates_schema
from marshmallow.exceptions import ValidationError

from app.enterprises import rules
from app.enterprises.models import Enterprise
from app.kernel import parsing, wording
from app.kernel.sheets import Column
from app.kernel.sheets.kinds import as_written
from app.kernel.web.forms import limited
from app.kernel.wire import Paging, Parsed

KEY = "uscc"
WORDS = {"kind": "enterprise.kind", "state": "enterprise.state", "risk_level": "enterprise.risk"}
_CODES = ("注册号", "信用代码", "社会信用代码", "统一代码", "营业执照号", "工商注册号", "uniscid", "regno")
_LINE = limited(parsing.line, most=200)
_PROSE = limited(parsing.text, most=4000)


class EnterpriseRow(Schema):
    """One row of an import; the field names are the columns of the directory."""

    uscc = Column(
        "统一社会信用代码",
        rules.code,
        needed=True,
        aliases=_CODES,
        example="91430981MA4L16JQ9B",
    )
    name = Column(
        "企业名称",
        rules.name,
        needed=True,
        aliases=("名称", "单位名称", "主体名称", "市场主体名称", "经营主体名称", "公司名称", "entname"),
        example="沅江市示例食品有限公司",
    )
    kind = Column("主体类型", rules.kind, aliases=("企业类型", "类型", "市场主体类型", "enttype"), example="企业")
    township = Column("所属镇街", _LINE, aliases=("乡镇", "镇街", "乡镇街道", "所属乡镇"), example="琼湖街道")
    trade = Column("行业", _LINE, aliases=("所属行业", "行业门类", "行业类别"), example="食品制造业")
    state = Column("登记状态", rules.state, aliases=("经营状态", "企业状态", "状态"), example="在业")
    registered_on = Column("成立日期", parsing.day, aliases=("注册日期", "登记日期", "estdate"), example="2016-03-01")
    authority = Column("登记机关", _LINE, aliases=("regorg", "regorgname"), example="沅江市市场监督管理局")
    address = Column(
        "住所", _LINE, aliases=("地址", "注册地址", "企业地址", "经营场所", "住所地址"), example="沅江市琼湖街道"
    )
    scope = Column("经营范围", _PROSE, aliases=("opscope",), example="食品生产")
    credit_grade = Column("信用等级", rules.grade, example="")
    risk_level = Column("风险等级", rules.risk, example="")
    rated_by = Column("评定来源", _LINE, example="")
    rated_on = Column("评定日期", parsing.day, example="")

    @validates_schema
    def _rated_with_its_source(self, data: dict[str, object], **_more: object) -> None:
        """A grade or a risk level names who gave it and on which day; a source alone says nothing."""
        rated = bool({"credit_grade", "risk_level"} & data.keys())
        if rated != bool(data.get("rated_by")) or rated != bool(data.get("rated_on")):
            told = wording.tell("enterprise_rating_without_source", {})
            raise ValidationError(told.whole, "评定来源")


class RatingRow(Schema):
    """One row of a list of ratings: what a source gave an enterprise on a day."""

    uscc = Column("统一社会信用代码", rules.code, needed=True, aliases=_CODES, example="91430981MA4L16JQ9B")
    credit_grade = Column("信用等级", rules.grade, aliases=("等级", "信用评级"), example="A")
    risk_level = Column("风险等级", rules.risk, aliases=("风险", "风险分类"), example="低")
    rated_by = Column("评定来源", _LINE, needed=True, aliases=("来源", "评定单位"), example="省信用平台")
    rated_on = Column("评定日期", parsing.day, needed=True, aliases=("日期", "评定时间"), example="2026-06-30")

    @validates_schema(skip_on_field_errors=False)
    def _rates_something(self, data: dict[str, object], **_more: object) -> None:
        if not {"credit_grade", "risk_level"} & data.keys():
            told = wording.tell("enterprise_rating_empty", {})
            raise ValidationError(told.whole, "信用等级")


def cells(enterprise: Enterprise) -> list[object]:
    """An enterprise as a row of the same sheet."""
    found: list[object] = []
    for key in EnterpriseRow._declared_fields:
        value = getattr(enterprise, key)
        found.append(as_written(WORDS[key], value) if key in WORDS and value is not None else value)
    return found


class EnterpriseQuery(Paging):
    """What the list can be asked for."""

    q = Parsed(limited(parsing.line, most=100), load_default="", metadata={"description": "name, initials or code"})
    kind = fields.Enum(rules.Kind, by_value=True, load_default=None)
    state = fields.Enum(rules.State, by_value=True, load_default=None)
    credit_grade = fields.Enum(rules.Grade, by_value=True, load_default=None)
    risk_level = fields.Enum(rules.Risk, by_value=True, load_default=None)
    township = Parsed(_LINE, load_default=None)


class EnterpriseOut(Schema):
    """An enterprise of the directory."""

    uscc = fields.String()
    code_kind = fields.Enum(rules.CodeKind, by_value=True)
    name = fields.String()
    kind = fields.Enum(rules.Kind, by_value=True)
    state = fields.Enum(rules.State, by_value=True)
    township = fields.String()
    trade = fields.String()
    credit_grade = fields.Enum(rules.Grade, by_value=True, allow_none=True)
    risk_level = fields.Enum(rules.Risk, by_value=True, allow_none=True)
    rated_by = fields.String()
    rated_on = fields.Date(allow_none=True)
    registered_on = fields.Date(allow_none=True)
    authority = fields.String()
    address = fields.String()


class FormerNameOut(Schema):
    """A name that an enterprise bore before."""

    name = fields.String()
    until_at = fields.AwareDateTime()


class EnterpriseDetail(EnterpriseOut):
    """An enterprise with its scope and its former names."""

    scope = fields.String()
    former_names = fields.List(fields.Nested(FormerNameOut))


__all__ = [
    "KEY",
    "WORDS",
    "EnterpriseDetail",
    "EnterpriseOut",
    "EnterpriseQuery",
    "EnterpriseRow",
    "FormerNameOut",
    "RatingRow",
]
