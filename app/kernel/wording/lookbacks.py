"""Words of the look-backs."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "past_record_missing": (_("没有找到这条记录。"), "", _("请从往次检查和处罚记录里打开。")),
    "past_record_kind_unknown": (_("请核对记录类型。"), "", _("可填：日常检查、行政处罚。")),
    "past_record_in_future": (_("请核对日期，它还没有到。"), "", _("只记已经发生的检查和处罚。")),
    "past_record_without_level": (
        _("单位名录里没有这个单位，不知道它的层级。"),
        "",
        _("请填写层级和条线，或照单位名录写单位名称。"),
    ),
    "past_record_struck": (_("这条记录已经撤下。"), "", _("如需恢复，请重新导入正确的记录。")),
    "history_since_future": (_("请核对日期，它还没有到。"), "", _("记录只能从已经过去的日期起算完整。")),
}
LABELS = {
    "lookback.kind.visit": _("日常检查"),
    "lookback.kind.penalty": _("行政处罚"),
    "lookback.answer.yes": _("是"),
    "lookback.answer.no": _("否"),
    "lookback.answer.unknown": _("不清楚"),
    "lookback.part.grade": _("信用等级达标"),
    "lookback.part.penalties": _("年限内没有行政处罚"),
    "lookback.part.visits": _("年限内接受过日常检查"),
}
