"""Words of results of visits."""

from flask_babel import lazy_gettext as _

_ITEM_66 = _("依据：沅政办发〔2023〕5号 附件3 第66项")
_ITEM_64 = _("依据：沅政办发〔2023〕5号 附件3 第64项")
_BACK = _("依据：规则 visit.back_entry")
REFUSALS = {
    "result_missing": (_("没有找到这次检查的结果。"), "", _("请核对检查编号，或从列表里打开。")),
    "result_of_others": (_("这次检查不是本单位的。"), "", _("请由检查单位录入和跟进。")),
    "result_recorded": (_("这次检查的结果已经录入。"), "", _("请打开结果查看；有误的，撤下公示后说明。")),
    "result_items_unlike": (_("检查事项与登记的不一样。"), "", _("请重新打开页面再填。")),
    "result_rows_missing": (
        _("这次检查还有事项没有写在表里，或者写的那一行有错：%(items)s。"),
        "",
        _("请把这次检查的每个事项都填上、改好，再整表上传。"),
    ),
    "result_rows_unlike": (
        _("同一次检查的几行，这一列写得不一样。"),
        "",
        _("这一列说的是整次检查：请写成一样的，或者只写在一行里。"),
    ),
    "result_words_missing": (_("没有写发现了什么问题。"), _ITEM_66, _("请写明发现的问题。")),
    "result_due_missing": (
        _("没有写最晚日期。"),
        _ITEM_66,
        _("责令改正、立案、待后续处理和没有改正到位的，请写最晚日期。"),
    ),
    "result_due_past": (_("最晚日期已经过去。"), "", _("请写今天或以后的日期。")),
    "result_not_entered": (
        _("没有登记过进门，不能录入结果。"),
        _ITEM_64,
        _("请先登记进门和离开；因网络中断没有登记的，请补录。"),
    ),
    "result_visit_not_over": (_("检查人员还没有登记离开。"), _ITEM_64, _("请先登记离开，再录入结果。")),
    "back_entry_not_needed": (_("这次检查登记过进门，不用补录。"), _BACK, _("请直接录入结果。")),
    "back_entry_disordered": (_("离开时间早于进门时间。"), "", _("请核对两个时间。")),
    "back_entry_to_come": (_("离开时间还没有到。"), "", _("请在检查结束以后补录。")),
    "back_entry_another_day": (
        _("补录的时间不在登记的日期里（%(first)s 至 %(last)s）。"),
        _BACK,
        _("请核对时间；在别的日子进门的，要另行登记。"),
    ),
    "back_entry_late": (_("检查结束已超过 %(most)s 个自然日，不能补录。"), _BACK, _("请书面报市优办说明情况。")),
    "follow_up_missing": (_("没有找到这一条后续处理。"), "", _("请从结果页面打开。")),
    "follow_up_closed": (_("这一条后续处理已经销号。"), "", _("请打开结果查看。")),
    "recheck_visit_unlike": (
        _("这个编号不是对这家企业的复查，或者还没有进门。"),
        _ITEM_64,
        _("请先登记入企检查并进门，再填它的编号；只核对材料的留空。"),
    ),
    "paper_missing": (_("没有找到这份文书。"), "", _("请从结果页面打开。")),
    "paper_nothing_ordered": (_("没有责令改正的事项，不能出具责令改正通知书。"), "", _("请出具检查结果告知书。")),
    "template_name_unknown": (_("模板里有系统填不了的名称：%(names)s。"), "", _("请只用列出的名称。")),
    "template_brace_open": (_("模板里有没有配对的花括号。"), "", _("名称写在一对花括号里。")),
    "template_number_missing": (_("模板里没有文书编号。"), "", _("请加上文书编号，否则文书无法核对。")),
    "template_unchanged": (_("模板没有变化。"), "", _("请修改后再保存。")),
}
LABELS = {
    "result.kind.no_problem": _("未发现问题"),
    "result.kind.not_operating": _("未发现开展本次抽查涉及的经营活动"),
    "result.kind.corrected_on_site": _("发现问题已当场改正"),
    "result.kind.not_published": _("未按规定公示应当公示的信息"),
    "result.kind.false_information": _("公示信息隐瞒真实情况、弄虚作假"),
    "result.kind.unreachable": _("通过登记的住所（经营场所）无法联系"),
    "result.kind.ordered_to_correct": _("发现问题已责令改正"),
    "result.kind.pending": _("发现问题待后续处理"),
    "result.kind.transferred_to_case": _("发现问题已转立案处理"),
    "result.kind.refused": _("不配合检查情节严重"),
    "result.present.present": _("在场"),
    "result.present.absent": _("不在场"),
    "result.look.passed": _("已改正到位"),
    "result.look.failed": _("没有改正到位"),
    "result.follow.open": _("待复查"),
    "result.follow.put_right": _("已销号"),
    "result.follow.case_opened": _("已转立案"),
    "paper.kind.record": _("现场检查笔录"),
    "paper.kind.notice": _("检查结果告知书"),
    "paper.kind.order": _("责令改正通知书"),
    "notice.result_recorded": _("%(department)s 已录入检查 %(ref)s 的结果，请查看；有异议可以反映。"),
    "ledger_verb.result:record": _("录入检查结果"),
    "ledger_verb.result:load": _("批量录入检查结果"),
    "ledger_verb.result:recheck": _("登记复查"),
    "ledger_verb.result:open_case": _("转立案"),
    "ledger_verb.result:issue": _("出具文书"),
    "ledger_verb.result:edit_template": _("修改文书模板"),
    "ledger_verb.visit:finish": _("检查结束"),
    "ledger_verb.lookback:note_visit": _("记入往次检查"),
}
