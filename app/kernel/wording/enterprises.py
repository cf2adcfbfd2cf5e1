"""Words of the directory of business entities."""

from flask_babel import lazy_gettext as _

_STANDARD = _("依据：GB 32100-2015 法人和其他组织统一社会信用代码编码规则")
REFUSALS = {
    "enterprise_missing": (_("名录里没有这个经营主体。"), "", _("请核对统一社会信用代码，或按名称查询。")),
    "enterprise_code_length": (
        _("请核对统一社会信用代码，现有 %(length)s 位。"),
        _STANDARD,
        _("应为 18 位；老注册号 15 位或 13 位也可以。"),
    ),
    "enterprise_code_malformed": (
        _("请核对统一社会信用代码，其中有不该出现的字符。"),
        _STANDARD,
        _("代码不用字母 I、O、S、V、Z，请留意 0 与 O、1 与 l；对照营业执照再填一次。"),
    ),
    "enterprise_code_check_digit": (
        _("请核对统一社会信用代码，末位校验码对不上。"),
        _STANDARD,
        _("其中至少有一位写错，请对照营业执照再填一次。"),
    ),
    "enterprise_code_as_number": (
        _("请核对统一社会信用代码，它被表格软件存成了数字，后几位已经丢失。"),
        "",
        _("请把这一列设为“文本”格式，再重新填写代码。"),
    ),
    "enterprise_code_taken": (_("这个统一社会信用代码已经在名录里。"), "", _("请打开已有的记录修改。")),
    "enterprise_state_unknown": (_("请核对登记状态。"), "", _("可填：在业、歇业、注销、吊销、迁出。")),
    "enterprise_grade_unknown": (_("请核对信用等级。"), "", _("可填：A、B、C、D，没有评定的留空。")),
    "enterprise_risk_unknown": (_("请核对风险等级。"), "", _("可填：低、中、高，没有评定的留空。")),
    "enterprise_rating_without_source": (
        _("信用等级或风险等级要写明由谁、在哪一天评定。"),
        "",
        _("请同时填写评定来源和评定日期；没有评定的，这几项都留空。"),
    ),
    "enterprise_rating_empty": (_("请填写信用等级或风险等级。"), "", _("至少填其中一项。")),
    "enterprise_rated_before": (
        _("已有 %(day)s 的评定，更早的评定不能把它盖掉。"),
        "",
        _("请核对评定日期；补记以前的评定请用导入。"),
    ),
    "enterprise_rated_in_future": (_("请核对评定日期，它还没有到。"), "", _("请填写评定结果作出的日期。")),
}
LABELS = {
    "enterprise.code_kind.uscc": _("统一社会信用代码"),
    "enterprise.code_kind.legacy15": _("注册号（15 位）"),
    "enterprise.code_kind.legacy13": _("注册号（13 位）"),
    "enterprise.kind.company": _("企业"),
    "enterprise.kind.sole_trader": _("个体工商户"),
    "enterprise.kind.cooperative": _("合作社"),
    "enterprise.state.active": _("在业"),
    "enterprise.state.suspended": _("歇业"),
    "enterprise.state.closed": _("注销"),
    "enterprise.state.revoked": _("吊销"),
    "enterprise.state.moved_out": _("迁出"),
    "enterprise.aspect.credit": _("信用等级"),
    "enterprise.aspect.risk": _("风险等级"),
    "enterprise.grade.A": _("A 级"),
    "enterprise.grade.B": _("B 级"),
    "enterprise.grade.C": _("C 级"),
    "enterprise.grade.D": _("D 级"),
    "enterprise.risk.low": _("低风险"),
    "enterprise.risk.medium": _("中风险"),
    "enterprise.risk.high": _("高风险"),
}
