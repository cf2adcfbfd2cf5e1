"""Words of the rulebook."""

from flask_babel import lazy_gettext as _

_BOOK = _("规则手册")
_SECOND = _("修改规则须由第二人审核")
_NEVER_BACK = _("规则不溯及既往")
REFUSALS = {
    "rule_unknown": (
        _("规则手册里没有 %(day)s 适用的“%(rule)s”。"),
        _BOOK,
        _("请系统管理员载入规则手册（flask rulebook load）。"),
    ),
    "rule_value_whole": (_("请填写整数。"), _BOOK, _("例如 7。")),
    "rule_value_decimal": (_("请填写数字，最多两位小数。"), _BOOK, _("例如 30000.00。")),
    "rule_value_bounds": (_("请填写 %(least)s 到 %(most)s 之间的数。"), _BOOK, _("改为范围内的数后再提交。")),
    "rule_value_list": (_("请逐项填写，不留空、不重复。"), _BOOK, _("各项用顿号隔开。")),
    "rule_value_range": (_("请填写从几日到几日。"), _BOOK, _("例如 1-20。")),
    "rule_value_month_day": (_("请填写月和日。"), _BOOK, _("例如 03-31。")),
    "rule_file_unreadable": (
        _("规则文件有问题：%(why)s"),
        _BOOK,
        _("请对照随程序附带的规则文件修改后再载入。"),
    ),
    "rule_fixed": (_("这条规则由程序保证，不能在页面上修改。"), _BOOK, _("确需改变的，请联系系统维护单位。")),
    "rule_unchanged": (_("新值与现行值相同。"), _BOOK, _("请填写要改成的值，或者返回上一页。")),
    "rule_retroactive": (
        _("生效日期不能早于今天（%(today)s）。"),
        _NEVER_BACK,
        _("请填写今天或以后的日期；等待审核的，请撤回后按新日期重新提交。"),
    ),
    "rule_later_version": (
        _("这条规则已有一个从 %(last)s 起生效的版本。"),
        _NEVER_BACK,
        _("生效日期请填写在它之后。"),
    ),
    "rule_proposal_pending": (_("这条规则已有一项修改等待审核。"), _SECOND, _("先审核或撤回那一项，再提交新的。")),
    "rule_proposal_decided": (_("这项修改已经有了结论。"), _SECOND, _("返回列表查看结果。")),
    "rule_own_proposal": (
        _("自己提交的修改不能自己审核。"),
        _SECOND,
        _("请市优办的另一位同事审核；发现有误可以撤回。"),
    ),
    "rule_not_yours": (_("只有提交人可以撤回。"), _SECOND, _("如果不同意，请选“不同意”并写明理由。")),
}
LABELS = {
    "unit.none": "",
    "unit.workdays": _("个工作日"),
    "unit.days": _("天"),
    "unit.years": _("年"),
    "unit.percent": "%",
    "unit.yuan": _("元"),
    "unit.people": _("人"),
    "unit.cases": _("件"),
    "unit.times": _("次"),
    "unit.times_a_year": _("次/年"),
    "unit.day_of_month": _("日"),
    "basis.measures": _("本市措施"),
    "basis.law": _("法律法规"),
    "basis.practice": _("办理惯例"),
    "rule_choice.first_day_not_counted": _("当日不计，次日起算"),
    "rule_choice.provisional": _("先行推算，标明暂定"),
    "rule_choice.stored": _("随时限保存"),
    "rule_choice.with_reason": _("写明理由，到期之前"),
    "rule_choice.need_to_know": _("只有办理需要的人知道"),
    "rule_choice.listed": _("另行列明"),
    "rule_choice.merged": _("合并为一次"),
    "rule_choice.joint": _("联合为一次"),
    "rule_choice.leader_in_charge": _("分管市领导"),
    "rule_choice.with_approval": _("批准时同步备案"),
    "rule_choice.need_approval": _("需要批准"),
    "rule_choice.exempt": _("不需要批准"),
    "rule_choice.before_entry": _("进门之前"),
    "rule_choice.filed_before_decided": _("先报备，后决定"),
    "rule_choice.before_major_decision": _("决定之前"),
    "rule.state.pending": _("待审核"),
    "rule.state.approved": _("已同意"),
    "rule.state.rejected": _("不同意"),
    "rule.state.withdrawn": _("已撤回"),
}
