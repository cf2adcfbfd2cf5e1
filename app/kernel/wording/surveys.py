"""Words of the ratings of departments."""

from flask_babel import lazy_gettext as _

_ITEM_85 = _("依据：沅政办发〔2023〕5号 附件3 第85项")
REFUSALS: dict[str, tuple[object, object, object]] = {
    "survey_missing": (_("没有这次评议，或者结果还没有公布。"), "", _("请核对编号，或者从列表打开。")),
    "survey_days_turned": (_("结束日期早于开始日期。"), "", _("请改正日期。")),
    "survey_days_over": (_("结束日期已经过去。"), "", _("请填今天或者以后的日期。")),
    "survey_of_nobody": (_("没有选单位，或者没有选请谁来评。"), _ITEM_85, _("请至少各选一个。")),
    "survey_not_open": (
        _("现在不能评：这次评议从 %(first)s 到 %(last)s。"),
        _ITEM_85,
        _("请在这段时间里使用评议码。"),
    ),
    "survey_closed": (_("这次评议已经结束。"), "", _("请查看公布的结果；需要再评的，另开一次评议。")),
    "survey_still_open": (_("评议到 %(last)s 才结束，结束以前不公布任何结果。"), _ITEM_85, _("请在那一天以后再结束。")),
    "survey_not_closed": (_("评议还没有结束，没有结果。"), _ITEM_85, _("结束以后才能查看。")),
    "survey_size": (_("张数要在 1 到 %(most)s 之间。"), "", _("需要更多的，请分几次打印。")),
    "survey_printed_before": (
        _("这一批评议码已经生成，不能再显示一次。"),
        "",
        _("没有保存 PDF 的，请作废这一批，重新打印。"),
    ),
    "survey_batch_gone": (_("这一批评议码已经作废，或者评议已经结束。"), "", _("请刷新页面查看。")),
    "survey_code_unknown": (_("没有这个评议码。"), "", _("请核对纸条上的 12 位字母和数字，不含 0、1、I、L、O。")),
    "survey_code_used": (_("这个评议码已经用过，一个码只能评一次。"), "", _("如果不是您评的，请联系发码的工作人员。")),
    "survey_ballot_empty": (_("一个单位都没有评。"), "", _("请至少给一个打过交道的单位选一档。")),
}
LABELS = {
    "survey.group.deputies": _("人大代表"),
    "survey.group.members": _("政协委员"),
    "survey.group.entrepreneurs": _("企业家代表"),
    "survey.level.very_good": _("非常满意"),
    "survey.level.good": _("满意"),
    "survey.level.fair": _("基本满意"),
    "survey.level.poor": _("不满意"),
    "survey.level.very_poor": _("非常不满意"),
    "survey.state.open": _("评议中"),
    "survey.state.closed": _("已结束"),
    "ledger_verb.survey:open": _("开始评议部门"),
    "ledger_verb.survey:print_codes": _("打印评议码"),
    "ledger_verb.survey:void": _("作废评议码"),
    "ledger_verb.survey:cast": _("投出一张评议票"),
    "ledger_verb.survey:close": _("结束评议并公布结果"),
}
