"""Words of the publication of results."""

from flask_babel import lazy_gettext as _

_ITEM_66 = _("依据：沅政办发〔2023〕5号 附件3 第66项")
_DOWN = _("依据：规则 publish.take_down")
REFUSALS = {
    "publication_missing": (_("没有公示过这次检查的结果。"), "", _("请核对检查编号，或从列表里打开。")),
    "publication_made": (_("这次检查的结果已经公示过。"), _ITEM_66, _("请打开查看各平台的情况。")),
    "publication_none_chosen": (_("没有选择要公示的结果。"), "", _("请先勾选，再提交公示。")),
    "publication_too_many": (_("超过 %(most)s 行，一个表格放不下。"), "", _("请缩小条件，或下载 CSV。")),
    "publication_contested": (_("撤下的原因已经记录。"), _DOWN, _("请在期限内撤下。")),
    "publication_uncontested": (_("还没有记录撤下的原因。"), _DOWN, _("请先写明原因和查明的日期。")),
    "publication_withdrawn": (_("已经撤下。"), _DOWN, _("请打开查看说明。")),
    "ground_before_publication": (_("查明的日期早于公示日期。"), _DOWN, _("请核对日期。")),
    "export_nothing": (_("没有等待导出的结果。"), "", _("公示以后才有可以导出的内容。")),
    "batch_missing": (_("没有找到这一批导出。"), "", _("请从公示管理里打开。")),
    "receipt_unasked": (_("没有向这个平台导出过。"), _ITEM_66, _("请核对平台和用途，先导出再导入回执。")),
    "receipt_day_odd": (_("平台日期早于检查结束，或者还没有到。"), "", _("请照平台回执填写日期。")),
}
LABELS = {
    "publication.channel.provincial": _("省“双随机、一公开”监管平台"),
    "publication.channel.national": _("国家企业信用信息公示系统"),
    "publication.channel.credit": _("信用益阳"),
    "publication.channel.supervision": _("互联网+监管"),
    "publication.purpose.publish": _("公示"),
    "publication.purpose.withdraw": _("撤下"),
    "publication.ground.wrong": _("结果有误"),
    "publication.ground.revoked": _("被有权机关撤销或变更"),
    "publication.ground.mistaken_identity": _("张冠李戴"),
    "publication.ground.personal_data": _("含有个人信息"),
    "publication.step.waiting": _("待导出"),
    "publication.step.exported": _("已导出"),
    "publication.step.received": _("已回执"),
    "publication.rate.items": _("事项覆盖率"),
    "publication.rate.tasks": _("任务完成率"),
    "publication.rate.published": _("结果公示率"),
    "publication.rate_means.items": _("年度计划里的抽查事项中，今年已有检查结果的"),
    "publication.rate_means.tasks": _("年度计划的任务中，抽中的企业都已检查并录入结果的"),
    "publication.rate_means.published": _("今年已经结束的检查中，结果已公示并收到四个平台回执的"),
    "notice.publication_contested": _("检查 %(ref)s 的公示结果有误，最晚 %(due)s 撤下。"),
    "ledger_verb.publication:publish": _("公示结果"),
    "ledger_verb.publication:export": _("导出到平台"),
    "ledger_verb.publication:receive": _("收到平台回执"),
    "ledger_verb.publication:import": _("导入回执"),
    "ledger_verb.publication:contest": _("记录撤下原因"),
    "ledger_verb.publication:withdraw": _("撤下公示"),
}
