"""Words of the inspectors."""

from flask_babel import lazy_gettext as _

_LAW_42 = _("依据：《中华人民共和国行政处罚法》第四十二条")
_LAW_43 = _("依据：《中华人民共和国行政处罚法》第四十三条")
REFUSALS = {
    "inspector_missing": (_("人员名录里没有这个执法证号。"), "", _("请核对证号，或按姓名查询。")),
    "inspector_of_another_department": (_("这名人员属于别的单位，您不能修改。"), "", _("请与所属单位或市优办联系。")),
    "inspector_active_unknown": (_("请核对是否在岗。"), "", _("可填：是、否。")),
    "inspector_item_of_others": (
        _("事项 %(item)s 不由这名人员的单位负责。"),
        "",
        _("请只填本单位的事项编码；本单位的事项都可以查的，这一项留空。"),
    ),
    "inspector_account_elsewhere": (
        _("这个账号不是这名人员所属单位的执法检查人员账号。"),
        "",
        _("请另选账号；调到别的单位的，先取消原来的账号。"),
    ),
    "inspector_account_taken": (
        _("这个账号已经是执法证号 %(certificate)s 的人员的。"),
        "",
        _("请另选账号，或先在那名人员的页面取消。"),
    ),
    "certificate_malformed": (
        _("请核对执法证号，只能用汉字、字母、数字和短横，4 到 40 位。"),
        _LAW_42,
        _("对照执法证再填一次。"),
    ),
    "certificate_taken": (_("这个执法证号已经在名录里。"), "", _("请核对证号，或打开已有的记录修改。")),
    "certificate_ends_before_it_begins": (_("有效期止早于有效期起。"), _LAW_42, _("对照执法证核对两个日期。")),
    "recusal_missing": (_("没有找到这条回避记录。"), "", _("请从人员页面打开。")),
    "recusal_ends_before_it_begins": (_("回避的结束日期早于开始日期。"), _LAW_43, _("请核对两个日期。")),
}
LABELS = {
    "inspector.standing.valid": _("有效"),
    "inspector.standing.expiring": _("临近到期"),
    "inspector.standing.expired": _("已过期"),
    "inspector.standing.not_yet": _("尚未生效"),
}
