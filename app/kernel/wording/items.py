"""Words of the inspection items."""

from flask_babel import lazy_gettext as _

_ITEM_66 = _("依据：沅政办发〔2023〕5号 附件3 第66项")
REFUSALS = {
    "item_missing": (_("抽查事项清单里没有这个事项。"), "", _("请核对事项编码，或按名称查询。")),
    "item_code_malformed": (
        _("请核对事项编码，只能用汉字、字母、数字、点和短横，最多 40 位。"),
        "",
        _("例如 SCJG-01。"),
    ),
    "item_code_taken": (_("这个事项编码已经在清单里。"), "", _("请换一个编码，或打开已有的事项修改。")),
    "item_kind_unknown": (_("请核对事项类型。"), "", _("可填：一般、重点。")),
    "item_without_department": (_("请至少选一个责任单位。"), "", _("选择后再提交。")),
    "item_ends_before_it_begins": (_("停用日期早于启用日期。"), "", _("请核对两个日期。")),
    "item_of_another_department": (
        _("这个事项由别的单位负责，您不能修改。"),
        "",
        _("请与责任单位或市优办联系。"),
    ),
    "item_incomplete": (
        _("事项 %(item)s 的依据、主体、对象、方式没有填全，不能列入计划。"),
        _ITEM_66,
        _("请先在抽查事项清单里补全。"),
    ),
    "item_not_in_force": (
        _("事项 %(item)s 在 %(day)s 没有启用或已经停用，不能列入计划。"),
        _ITEM_66,
        _("请换一个事项，或先修改它的启用和停用日期。"),
    ),
}
LABELS = {
    "item.kind.routine": _("一般检查事项"),
    "item.kind.key": _("重点检查事项"),
    "item.part.basis": _("检查依据"),
    "item.part.subject": _("检查主体"),
    "item.part.object": _("检查对象"),
    "item.part.method": _("检查方式"),
}
