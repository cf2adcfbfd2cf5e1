"""Words of the departments."""

from flask_babel import lazy_gettext as _

REFUSALS = {
    "department_missing": (_("单位名录里没有这个单位。"), "", _("请从单位名录中选择，或核对单位代码。")),
    "department_unknown": (
        _("单位名录里没有“%(name)s”，或者您不能替它填报。"),
        "",
        _("请照单位名录写名称、简称或代码；部门只填报本单位的。"),
    ),
    "leadership_missing": (_("没有找到这段分管记录。"), "", _("请从单位页面打开。")),
    "leader_not_a_leader": (
        _("“%(name)s”不是在用的分管市领导账号。"),
        "",
        _("请核对账号，或请系统管理员先开通分管市领导账号。"),
    ),
    "leader_ends_before_it_begins": (_("结束日期早于开始日期。"), "", _("请核对两个日期。")),
    "leader_overlap": (
        _("%(day)s 这一天已由“%(leader)s”分管，一个单位同一天只有一位分管领导。"),
        _("依据：沅政办发〔2023〕5号 附件3 第69项"),
        _("请先改前一位的结束日期，再登记。"),
    ),
    "department_code_malformed": (
        _("请核对单位代码，只能用字母、数字和短横，最多 32 位。"),
        "",
        _("例如 SCJG 或 YJ-SCJG。"),
    ),
    "department_level_unknown": (_("请核对单位层级。"), "", _("可填：省级、市州级、县市区级、乡镇级。")),
    "department_code_taken": (_("单位代码 %(taken)s 已经登记。"), "", _("请核对代码，或修改已登记的单位。")),
    "department_name_taken": (_("同名单位已经登记，代码为 %(taken)s。"), "", _("请核对名称，或修改已登记的单位。")),
}
LABELS = {
    "department.level.province": _("省级"),
    "department.level.prefecture": _("市州级"),
    "department.level.city": _("县市区级"),
    "department.level.town": _("乡镇级"),
}
