"""Words of quiet days."""

from flask_babel import lazy_gettext as _

_ITEM_69 = _("依据：沅政办发〔2023〕5号 附件3 第69项")
REFUSALS = {
    "quiet_request_missing": (_("没有找到这件宁静日申请。"), "", _("请核对编号，或从列表里打开。")),
    "quiet_link_missing": (_("这个链接不对，或者已经过了 24 小时。"), "", _("请登录后从“宁静日入企审批”打开。")),
    "quiet_wrong_state": (_("这件申请现在不能这样做，可能刚刚有人办过。"), "", _("请重新打开申请，看现在的状态。")),
    "quiet_closed": (
        _("这次检查的宁静日申请已经办结，没有获批，不能再报。"),
        _ITEM_69,
        _("请改到宁静日以外的日期；不是抽取安排的，也可以取消后重新登记。"),
    ),
    "quiet_condition_unsaid": (_("附条件批准要写清楚条件。"), "", _("请写明缩小到什么，或与谁合并。")),
    "quiet_reason_unsaid": (_("选了“其他”的要写明理由。"), "", _("请写一句话。")),
    "quiet_reason_missing": (_("请选择理由。"), "", _("退回和不同意都要有理由。")),
    "quiet_own_request": (_("自己提交的申请不能自己批。"), _ITEM_69, _("请由分管市领导或受委托的领导批。")),
    "quiet_not_in_charge": (_("今天您不分管这个单位，也没有受委托。"), _ITEM_69, _("请由分管市领导批。")),
    "quiet_nobody_in_charge": (
        _("本单位今天没有登记分管市领导，申请没有人可以批。"),
        _ITEM_69,
        _("请与市优办联系，登记分管领导后再提交。"),
    ),
    "quiet_entered_already": (
        _("已经进门了，不能补批。"),
        _ITEM_69,
        _("这次检查由市优办判断；以后请在进门前申请。"),
    ),
    "quiet_days_over": (_("申请的宁静日已经过去，不能补批。"), _ITEM_69, _("申请会自动失效；需要检查的请重新申请。")),
    "deputy_of_oneself": (_("不能委托自己。"), "", _("请选择另一位领导。")),
    "deputy_in_the_past": (_("委托不能从过去的日子开始。"), "", _("请写今天或以后的日期。")),
    "deputy_ends_before_it_begins": (_("结束日期早于开始日期。"), "", _("请核对两个日期。")),
    "deputy_missing": (_("没有找到这段委托。"), "", _("请从委托页面打开。")),
    "deputy_over": (_("这段委托已经到期，或今天就是最后一天。"), "", _("不用再结束一次。")),
}
LABELS = {
    "quiet.state.submitted": _("待批"),
    "quiet.state.returned": _("退回补充"),
    "quiet.state.approved": _("已批准"),
    "quiet.state.rejected": _("不同意"),
    "quiet.state.withdrawn": _("已撤回"),
    "quiet.state.expired": _("已失效"),
    "quiet.condition.narrower": _("缩小范围"),
    "quiet.condition.later": _("改到宁静日以后"),
    "quiet.condition.joint": _("合并其他部门"),
    "quiet.reason.not_urgent": _("不急，可以等到宁静日以后"),
    "quiet.reason.basis_unclear": _("来由或依据不清楚"),
    "quiet.reason.merge": _("应与其他部门合并检查"),
    "quiet.reason.visited_lately": _("近期已经检查过"),
    "quiet.reason.incomplete": _("材料不全"),
    "quiet.reason.other": _("其他"),
}
