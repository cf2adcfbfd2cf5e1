"""Words of the year's plan."""

from flask_babel import lazy_gettext as _

_ITEM_66 = _("依据：沅政办发〔2023〕5号 附件3 第66项")
_ITEM_69 = _("依据：沅政办发〔2023〕5号 附件3 第69项")
_ITEM_78 = _("依据：沅政办发〔2023〕5号 附件3 第78项")
_LAW_42 = _("依据：《中华人民共和国行政处罚法》第四十二条")
_ANNEX_5 = _("依据：沅政办发〔2023〕5号 附件5 对高危企业监管执法的要求")
REFUSALS = {
    "plan_missing": (_("没有这一年度的抽查计划。"), "", _("请核对年份，或先建立该年度的计划。")),
    "plan_not_published": (_("这一年度的抽查计划还没有公布。"), _ITEM_66, _("公布后可以在这里查看和下载。")),
    "plan_task_missing": (_("计划里没有这项任务。"), "", _("请核对任务编号，它可能已被合并或删除。")),
    "plan_supervision_missing": (_("计划里没有这项重点监管。"), "", _("请回到重点监管页面重新选择。")),
    "plan_version_missing": (_("计划没有这个版本。"), "", _("请在版本列表里选择。")),
    "plan_year_taken": (_("%(year)s 年度的计划已经建立。"), "", _("请直接打开它。")),
    "plan_year_malformed": (
        _("请核对年份，要写 %(first)s 到 %(last)s 之间的四位数。"),
        "",
        _("例如 2026。"),
    ),
    "plan_published": (
        _("%(year)s 年度的计划不在编制中，不能再改。"),
        _ITEM_66,
        _("已经公布的计划保持公布时的样子；请核对年份。"),
    ),
    "plan_empty": (_("计划里还没有任务，不能公布。"), _ITEM_66, _("请先导入或新增任务。")),
    "plan_number_malformed": (
        _("请核对任务编号，只能用汉字、字母、数字、点和短横，最多 40 位。"),
        "",
        _("例如 SCJG-01；留空时自动编号。"),
    ),
    "plan_number_taken": (_("计划里已经有编号 %(number)s 的任务。"), "", _("请换一个编号，或打开已有的任务修改。")),
    "plan_rate_malformed": (_("请核对抽查比例，写 0 到 100 之间、最多两位小数的百分数。"), "", _("例如 2.5。")),
    "plan_rates_order": (
        _("%(better)s 级的比例高于 %(worse)s 级：信用好的应当查得少。"),
        _ITEM_78,
        _("请调整两个比例，使信用越好比例越低或相等。"),
    ),
    "plan_inspectors_malformed": (
        _("请核对检查人数，写 1 到 %(most)s 之间的整数。"),
        "",
        _("这是每个部门派出的人数。"),
    ),
    "plan_inspectors_few": (
        _("每个部门入企检查不少于 %(least)s 人。"),
        _LAW_42,
        _("请增加检查人数。"),
    ),
    "plan_months_malformed": (_("请核对检查时间，写起止月份。"), "", _("例如 3-6月。")),
    "plan_months_order": (_("结束月份早于开始月份。"), "", _("请核对两个月份。")),
    "plan_months_late": (
        _("当年的抽查最迟在 %(month)s 月完成。"),
        _ITEM_66,
        _("请把结束月份提前。"),
    ),
    "plan_visits_malformed": (_("请核对检查家次，写整数。"), "", _("没有检查的月份写 0。")),
    "plan_schedule_months": (
        _("只能安排在任务的 %(first)s 月到 %(last)s 月。"),
        "",
        _("请把其他月份的家次移到这些月份，或先修改任务的月份。"),
    ),
    "plan_schedule_sum": (
        _("各月合计 %(planned)s 家次，与任务应抽取的 %(quota)s 家不一致。"),
        "",
        _("请调整各月家次，使合计相等。"),
    ),
    "plan_targeting_unknown": (_("请核对任务类型。"), "", _("可填：定向、不定向。")),
    "plan_kind_unknown": (_("请核对检查对象的类型。"), "", _("可填：企业、个体工商户、合作社。")),
    "plan_task_without": (_("请至少选一项。"), "", _("任务要有部门和抽查事项。")),
    "plan_lead_twice": (_("牵头单位不用再列为联合单位。"), "", _("请从联合单位里去掉它。")),
    "plan_task_of_another_department": (
        _("这项任务由别的单位牵头，您不能修改。"),
        "",
        _("请与牵头单位或市优办联系。"),
    ),
    "plan_lead_of_another_department": (
        _("牵头的不是您的单位，您不能替它填报。"),
        "",
        _("请由牵头单位填报，或与市优办联系。"),
    ),
    "plan_item_unknown": (_("抽查事项清单里没有“%(name)s”。"), "", _("请核对事项编码，或先登记事项。")),
    "plan_merge_stale": (
        _("这几项任务现在不能合并：范围或月份已经变了，或者已经合并过。"),
        "",
        _("请重新打开合并建议，再选一次。"),
    ),
    "plan_merge_nothing": (_("请至少选一组任务。"), "", _("勾选后再合并。")),
    "plan_items_missing": (
        _("有抽查事项没有列入任何任务：%(rows)s。已列入 %(part)s / %(whole)s 项。"),
        _ITEM_66,
        _("请把这些事项列入任务后再公布（%(clause)s）。"),
    ),
    "plan_joint_short": (
        _("联合抽查任务只有 %(part)s / %(whole)s 项，没有达到 %(bound)s%%。单独开展的任务：%(rows)s。"),
        _ITEM_66,
        _("请合并任务或增加联合单位后再公布（%(clause)s）。"),
    ),
    "plan_city_over_cap": (
        _("预计抽中 %(part)s 家企业，超过全市 %(whole)s 家的 %(bound)s%%（%(most)s 家）。占得最多的任务：%(rows)s。"),
        _ITEM_69,
        _("请降低比例、缩小范围或合并任务后再公布（%(clause)s）。"),
    ),
    "plan_departments_over_cap": (
        _("有部门预计抽中的企业超过其应查名录的 %(bound)s%%：%(rows)s。"),
        _ITEM_69,
        _("请降低这些部门的比例后再公布（%(clause)s）。"),
    ),
    "plan_tasks_over_share": (
        _("有任务应抽取的企业超过其范围的 %(bound)s%%，锁定名单时会被拒绝：%(rows)s。"),
        _ITEM_69,
        _("请降低这些任务的比例后再公布（%(clause)s）。"),
    ),
    "plan_rates_broken": (
        _("有任务对信用好的企业抽得更多：%(rows)s。"),
        _ITEM_78,
        _("请调整这些任务的比例后再公布（%(clause)s）。"),
    ),
    "plan_items_unplannable": (
        _("有任务列了没有填全或已经停用的事项：%(rows)s。"),
        _ITEM_66,
        _("请补全事项或改列别的事项后再公布（%(clause)s）。"),
    ),
    "plan_inspectors_short": (
        _("有任务检查人数不够，或者参加部门可派的人员不够：%(rows)s。"),
        _LAW_42,
        _("请登记证件有效、可查这些事项的人员，或调整任务后再公布（%(clause)s）。"),
    ),
    "plan_tasks_late": (
        _("有任务不能按时完成：%(rows)s。"),
        _ITEM_66,
        _("请把结束月份提前后再公布（%(clause)s）。"),
    ),
    "plan_supervision_short": (
        _("高危企业只有 %(part)s / %(whole)s 家列入重点监管。"),
        _ANNEX_5,
        _("请把其余的列入重点监管后再公布（%(clause)s）。"),
    ),
}
LABELS = {
    "plan.state.draft": _("编制中"),
    "plan.state.published": _("已公布"),
    "plan.targeting.targeted": _("定向"),
    "plan.targeting.untargeted": _("不定向"),
    "plan.stratum.A": _("A 级"),
    "plan.stratum.B": _("B 级"),
    "plan.stratum.C": _("C 级"),
    "plan.stratum.D": _("D 级"),
    "plan.stratum.U": _("未评级"),
    "plan.gauge.coverage": _("事项覆盖"),
    "plan.gauge.joint": _("联合抽查占比"),
    "plan.gauge.city": _("全市检查比例"),
    "plan.gauge.departments": _("部门检查比例"),
    "plan.gauge.tasks": _("任务抽取比例"),
    "plan.gauge.rates": _("信用分级"),
    "plan.gauge.items": _("事项完整"),
    "plan.gauge.inspectors": _("检查人员"),
    "plan.gauge.done_by": _("按时完成"),
    "plan.gauge.supervision": _("重点监管覆盖"),
    "plan.definition.coverage": _("分子：至少列入一项任务的有效完整事项；分母：清单里有效的完整事项。"),
    "plan.definition.joint": _("分子：两个以上部门的任务；分母：全市计划的任务。"),
    "plan.definition.city": _(
        "分子：预计抽中的企业，同一家只算一次（范围相同的任务取比例最高的一项，不同的相加；范围交叉时是最少的预计）；"
        "分母：名录里在业的经营主体。上限向下取整。"
    ),
    "plan.definition.departments": _(
        "分子：没有超过上限的部门；分母：有任务的部门。每个部门：预计抽中的企业与其各任务范围合起来的企业之比。"
    ),
    "plan.definition.tasks": _(
        "分子：没有超过上限的任务；分母：全部任务。每项任务：各信用等级应抽取数之和与其范围之比；锁定名单时按同一算法核对。"
    ),
    "plan.definition.rates": _("分子：信用越好比例越低或相等的任务；分母：全部任务。"),
    "plan.definition.items": _("分子：所列事项都完整有效的任务；分母：全部任务。"),
    "plan.definition.inspectors": _("分子：检查人数够、每个部门都有足够可派人员的任务；分母：全部任务。"),
    "plan.definition.done_by": _("分子：在截止日所在的月份以前结束的任务；分母：全部任务。"),
    "plan.definition.supervision": _(
        "分子：列入重点监管的高风险企业；分母：名录里在业的高风险企业。不参加随机抽取，不占检查比例。"
    ),
    "plan.verb.plan:draft": _("建立计划"),
    "plan.verb.plan:add_task": _("新增任务"),
    "plan.verb.plan:revise_task": _("修改任务"),
    "plan.verb.plan:remove_task": _("删除任务"),
    "plan.verb.plan:schedule": _("安排月份"),
    "plan.verb.plan:merge": _("合并任务"),
    "plan.verb.plan:supervise": _("列入重点监管"),
    "plan.verb.plan:unsupervise": _("移出重点监管"),
    "plan.verb.plan:publish": _("公布计划"),
}
