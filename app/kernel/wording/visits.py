"""Words of visits to enterprises."""

from flask_babel import lazy_gettext as _

_ITEM_64 = _("依据：沅政办发〔2023〕5号 附件3 第64项")
_ITEM_66 = _("依据：沅政办发〔2023〕5号 附件3 第66项")
_ITEM_69 = _("依据：沅政办发〔2023〕5号 附件3 第69项")
_ITEM_78 = _("依据：沅政办发〔2023〕5号 附件3 第78项")
_LAW_42 = _("依据：《中华人民共和国行政处罚法》第四十二条")
_LAW_43 = _("依据：《中华人民共和国行政处罚法》第四十三条")
REFUSALS = {
    "visit_missing": (_("没有找到这次检查。"), "", _("请核对检查编号，或从列表里打开。")),
    "pass_missing": (_("没有这个核验码。"), "", _("请对照再输一次；对方没有核验码的，可以告诉市优办。")),
    "sighting_missing": (_("没有找到这条报告。"), "", _("请从待认定列表里打开。")),
    "form_field_unknown": (
        _("表单里有这一页没有的内容，例如时间。"),
        "",
        _("时间一律由服务器记录；请重新打开页面再提交。"),
    ),
    "visit_wrong_state": (_("这次检查现在不能这样做。"), "", _("请重新打开这次检查，看现在的状态。")),
    "visit_ends_before_it_begins": (_("结束日期早于开始日期。"), "", _("请核对两个日期。")),
    "visit_too_long": (_("一次检查不超过 %(most)s 天。"), "", _("请分成几次登记。")),
    "visit_no_room_later": (_("宁静日以后放不下这么多天的检查。"), _ITEM_69, _("请退回申请单位，改短以后再报。")),
    "visit_another_day": (
        _("%(day)s 不在这次检查的日期里（%(first)s 至 %(last)s）。"),
        _ITEM_69,
        _("请按登记的日期检查，或重新登记。"),
    ),
    "quiet_day_not_covered": (
        _("%(day)s 是企业宁静日，没有经分管市领导批准，不能入企检查。"),
        _ITEM_69,
        _("请先提交宁静日申请，或改到宁静日以外的日子。"),
    ),
    "visit_exempt": (
        _("这家企业诚信守法，五年内已经检查过，属免查企业。"),
        _ITEM_78,
        _("不能作日常检查；有投诉举报等线索的，按个案线索登记。"),
    ),
    "visit_repeated": (
        _("同一系统今年已经检查过这家企业：%(rows)s。"),
        _ITEM_69,
        _("不能再作日常检查；有投诉举报等线索的，按个案线索登记。"),
    ),
    "visit_inspectors_few": (_("检查人员不够两人。"), _LAW_42, _("请修改，每个部门至少派两人。")),
    "visit_certificate": (
        _("这些人不能派出：%(rows)s。"),
        _LAW_42,
        _("请核对执法证有效期、是否在岗、可查事项，或换人。"),
    ),
    "visit_recused": (_("这些人对这家企业应当回避：%(rows)s。"), _LAW_43, _("请换人。")),
    "visit_in_the_past": (_("入企日期已经过去，不能补登。"), _ITEM_69, _("请写今天或以后的日期。")),
    "visit_enterprise_closed": (_("这家经营主体不在业。"), "", _("请核对名称或代码。")),
    "visit_enterprise_unclear": (
        _("有不止一家经营主体叫这个名字。"),
        "",
        _("请填统一社会信用代码。"),
    ),
    "visit_inspector_of_others": (_("检查人员不是本单位的。"), "", _("请只选本单位的人员。")),
    "visit_item_of_others": (_("检查事项不由本单位负责。"), "", _("请只选本单位的事项。")),
    "visit_task_unknown": (
        _("已公布的年度计划里，本单位没有这项任务。"),
        _ITEM_69,
        _("请核对任务编号；不在计划里的，要有个案线索。"),
    ),
    "visit_not_supervised": (
        _("这家企业不在本单位的重点监管范围里。"),
        _ITEM_69,
        _("请核对企业和来由；不在范围里的，要有计划任务或个案线索。"),
    ),
    "visit_lead_undated": (
        _("个案线索要有来源、编号和日期，日期不能晚于今天。"),
        _ITEM_69,
        _("请照线索原件填写日期。"),
    ),
    "visit_complaint_unknown": (
        _("没有交给本单位办理的这一投诉件。"),
        _ITEM_69,
        _("请核对投诉件编号。"),
    ),
    "visit_needs_approval": (
        _("这次检查有宁静日，要先经分管市领导批准。"),
        _ITEM_69,
        _("请提交宁静日申请。"),
    ),
    "visit_needs_no_approval": (_("这次检查不需要批准。"), _ITEM_69, _("请直接登记。")),
    "visit_has_request": (_("这次检查的宁静日已经批准备案。"), _ITEM_69, _("请撤回宁静日申请，检查随之取消。")),
    "visit_entered_already": (_("这次检查已经登记进门。"), "", _("请打开这次检查查看时间。")),
    "visit_not_entered": (_("还没有登记进门，不能登记离开。"), "", _("请先登记进门。")),
    "visit_emergency_off": (
        _("本市没有开放“突发先行”。"),
        _ITEM_69,
        _("请等批准后再进门；需要开放的，由市优办修改规则。"),
    ),
    "visit_draw_foreign": (
        _("这次抽取的任务不在本系统已公布的年度计划里，不能安排检查。"),
        "",
        _("检查在别处登记；完成后请在本页勾选确认。"),
    ),
    "visit_is_drawn": (
        _("这次检查是抽取产生的，对象、人员和事项不能改，也不能由单位取消。"),
        _ITEM_66,
        _("可以改日期；企业已注销或搬走的请市优办替换，人员要回避的请本人申报。"),
    ),
    "visit_of_another_department": (
        _("这次联合检查由另一个单位牵头。"),
        "",
        _("请与牵头单位商量，由牵头单位办理。"),
    ),
    "visit_another_year": (_("日期要在计划的同一年里。"), _ITEM_66, _("请改写日期。")),
    "visit_judged": (_("这一件已经认定过，或不需要认定。"), "", _("请在待认定列表里查看。")),
    "sighting_there": (_("今天已经确认过。"), "", _("不用再确认一次。")),
    "pass_of_another_enterprise": (
        _("这个核验码或监督码不是这家企业的。"),
        _ITEM_64,
        _("请核对门牌和核验码；进错门的不能登记。"),
    ),
}
LABELS = {
    "visit.basis.task": _("随机抽查任务"),
    "visit.basis.complaint": _("投诉举报"),
    "visit.basis.transferred": _("转办交办"),
    "visit.basis.monitoring": _("数据监测"),
    "visit.basis.supervision": _("重点监管"),
    "visit.state.draft": _("草稿"),
    "visit.state.waiting": _("待批准"),
    "visit.state.registered": _("已登记"),
    "visit.state.emergency": _("突发先行"),
    "visit.state.cancelled": _("已取消"),
    "visit.sight.arrived": _("人已到"),
    "visit.sight.left": _("人已走"),
    "visit.sight.unannounced": _("没有核验码"),
    "visit.shown.valid": _("有效"),
    "visit.shown.not_today": _("今天无效"),
    "visit.shown.over": _("已过期"),
    "visit.shown.cancelled": _("已撤销"),
    "visit.shown.emergency": _("未经批准"),
    "visit.shown_means.valid": _("请核对下面的人名和执法证，再开门。"),
    "visit.shown_means.not_today": _("还没有到登记的日期，今天可以不开门。"),
    "visit.shown_means.over": _("登记的日期已经过去，今天可以不开门。"),
    "visit.shown_means.cancelled": _("这次检查已经取消，可以不开门。"),
    "visit.shown_means.emergency": _("检查单位以突发情况为由先行进门，市优办将判断是否属实。"),
    "visit.point.quiet": _("宁静日"),
    "visit.point.exempt": _("免查企业"),
    "visit.point.repeat": _("同一系统今年已查"),
    "visit.point.others": _("其他单位也要查，建议合并"),
    "visit.point.few": _("检查人员不足"),
    "visit.point.certificate": _("有人不能派出"),
    "visit.point.recused": _("有人应当回避"),
    "visit.answer.yes": _("是"),
    "visit.answer.no": _("否"),
    "visit.answer.unknown": _("不清楚，记录不全"),
}
