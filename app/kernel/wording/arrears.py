"""Words of arrears."""

from flask_babel import lazy_gettext as _

_ITEM_81 = _("依据：沅政办发〔2023〕5号 附件3 第81项、第82项")
_LAW_9 = _("依据：《保障中小企业款项支付条例》第九条")
REFUSALS = {
    "arrears_missing": (
        _("没有这件拖欠账款投诉，或者账目还没有转交。"),
        "",
        _("请核对编号；账目只有投诉人、市优办和经同意转交的承办单位能看到。"),
    ),
    "arrears_not_yours": (_("账目由投诉人或市优办建立。"), _ITEM_81, _("请等账目转交后办理。")),
    "arrears_opened_before": (_("这件投诉已经有账目。"), "", _("请打开该件查看。")),
    "arrears_nothing": (_("拖欠金额为零。"), _ITEM_81, _("请填尚未支付的金额。")),
    "arrears_agreed_before_delivery": (
        _("约定的付款日期早于交付日期。"),
        _LAW_9,
        _("请核对两个日期；预付款拖欠的，交付日期填约定的付款日期。"),
    ),
    "arrears_beyond": (
        _("金额应当大于零，不超过未回款的 %(left)s 元。"),
        _ITEM_81,
        _("请核对金额；登记错的回款请提出异议。"),
    ),
    "arrears_paid_early": (_("到账日期早于交付日期 %(day)s。"), "", _("请核对日期；交付前的付款不在拖欠之内。")),
    "arrears_owed_below": (
        _("核定的金额应当大于零，不低于已回款的 %(paid)s 元。"),
        _ITEM_81,
        _("清零只能靠回款，不能靠核减；不存在拖欠的，请在投诉件里答复办结。"),
    ),
    "arrears_cleared": (_("这件已经清零，没有可以登记的回款。"), _ITEM_81, _("登记错了的，请对那一笔回款提出异议。")),
    "arrears_ended": (_("这件投诉已撤回或不予受理，账目不再登记。"), "", _("要继续追讨的，请重新投诉。")),
    "arrears_not_open": (_("这件已经清零或终结，不再推进。"), _ITEM_81, _("请打开该件查看余额。")),
    "arrears_objected_before": (_("这笔回款已经有异议。"), "", _("请等市优办核对。")),
    "arrears_settled_before": (_("这笔回款的异议已经核对过。"), "", _("请打开该件查看结果。")),
    "arrears_handed_before": (_("账目已经对承办单位开放。"), "", _("请打开该件查看。")),
    "arrears_step_not_taken_here": (
        _("受理和书面交办在投诉件里办理。"),
        _ITEM_81,
        _("请选现场督办、约谈通报或追责问责。"),
    ),
    "arrears_step_skipped": (
        _("五项机制逐级推进，前一步还没有办。"),
        _ITEM_81,
        _("请先办前一步：受理、书面交办、现场督办、约谈通报、追责问责。"),
    ),
    "arrears_step_early": (_("日期早于前一步的 %(first)s。"), _ITEM_81, _("请核对日期。")),
}
LABELS = {
    "arrears.debtor_kind.public": _("机关、事业单位（含镇、街道）"),
    "arrears.debtor_kind.large": _("国有企业或其他大型企业"),
    "arrears.standing.open": _("未清零"),
    "arrears.standing.cleared": _("已清零"),
    "arrears.standing.ended": _("已终结"),
    "arrears.step.received": _("投诉受理"),
    "arrears.step.referred": _("书面交办"),
    "arrears.step.onsite": _("现场督办"),
    "arrears.step.interview": _("约谈通报"),
    "arrears.step.accountability": _("追责问责"),
    "arrears.outcome.stands": _("回款属实，计入"),
    "arrears.outcome.falls": _("不属实，不计入"),
    "notice.arrears_opened": _("拖欠账款 %(ref)s 的账目已建立。"),
    "notice.arrears_repaid": _("拖欠账款 %(ref)s 登记了一笔回款，请核对。"),
    "notice.arrears_cleared": _("拖欠账款 %(ref)s 登记了回款，余额为零，请核对。"),
    "notice.arrears_objected": _("拖欠账款 %(ref)s 的一笔回款有异议，先不计入。"),
    "notice.arrears_settled": _("拖欠账款 %(ref)s 的回款异议已核对，请查看。"),
    "notice.arrears_assessed": _("拖欠账款 %(ref)s 的拖欠金额已核定，请查看。"),
    "notice.arrears_handed": _("拖欠账款 %(ref)s 的账目已转交承办单位。"),
    "notice.arrears_step": _("拖欠账款 %(ref)s 已进入下一步督办，请查看。"),
    "ledger_verb.arrears:open": _("建立账目"),
    "ledger_verb.arrears:repay": _("登记回款"),
    "ledger_verb.arrears:object": _("对回款提出异议"),
    "ledger_verb.arrears:settle": _("核对回款异议"),
    "ledger_verb.arrears:assess": _("核定拖欠金额"),
    "ledger_verb.arrears:hand_over": _("转交账目"),
    "ledger_verb.arrears:take_step": _("推进督办"),
}
