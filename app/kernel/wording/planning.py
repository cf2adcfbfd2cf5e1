"""Words of what a plan is found to need attention for."""

from flask_babel import lazy_gettext as _

REFUSALS: dict[str, tuple[object, object, object]] = {}
LABELS = {
    "plan.finding.published_late": _("%(day)s 公布，晚于 %(by)s；由市优办判断是否免于追究。"),
    "plan.finding.unpublished_late": _("到 %(day)s 还没有公布，已经晚于 %(by)s；仍可公布，晚公布列为问题。"),
    "plan.finding.calendar_provisional": _("%(year)s 年放假安排尚未公布，可用日子按周末和法定节假日推算。"),
    "plan.finding.items_incomplete": _("这些有效事项没有填全，不能列入计划，也没有计入覆盖：%(items)s。"),
    "plan.finding.draws_nobody": _("有 %(count)s 项任务按比例向下取整后一家也抽不到：%(tasks)s。"),
    "plan.finding.schedule_differs": _("这些任务人工安排的各月家次与应抽取数不再一致：%(tasks)s。"),
    "plan.finding.no_free_day": _("这些任务的月份里没有宁静日以外的工作日：%(tasks)s。"),
    "plan.finding.exemption_unknown": _(
        "任务范围内有 %(count)s 家是否免查还不清楚（信用等级或检查、处罚记录不全）；仍可抽取，入企前应先核实。"
    ),
    "plan.finding.repeat_unknown": _(
        "有 %(count)s 个部门的系统本年度检查记录不全，不清楚上下级是否已经查过：%(departments)s；查明的不再抽取。"
    ),
    "plan.finding.over_capacity": _("有 %(count)s 个部门的人员在宁静日以外的工作日里排不下：%(departments)s。"),
}
