"""Words of typical cases: states, what tells who somebody is, refusals."""

from flask_babel import lazy_gettext as _

_PRACTICE = _("典型案例公开的办理办法（措施第84项，推进机制四）")

REFUSALS = {
    "typical_case_missing": (
        _("没有这个典型案例。"),
        _PRACTICE,
        _("请核对编号，或者从列表打开。"),
    ),
    "typical_case_wrong_state": (
        _("这个案例现在的状态不能这样办。"),
        _PRACTICE,
        _("请返回案例页查看现在的状态。"),
    ),
    "typical_case_tells": (
        _("文字里有能认出是谁的内容：%(words)s。"),
        _("公开的案例隐去企业和个人，企业的名称、字号、代码，电话、身份证号、邮箱和案件编号都不写"),
        _("请换一种说法，例如“一家食品企业”。"),
    ),
    "typical_case_until_past": (
        _("公开的最后一天要在今天以后。"),
        _PRACTICE,
        _("请改成以后的日期；已经提交的，退回起草人修改。"),
    ),
    "typical_case_until_far": (
        _("案例最多公开 %(most)s 天。"),
        _PRACTICE,
        _("请改成不晚于 %(last)s 的日期。"),
    ),
    "typical_case_not_yours": (
        _("这个案例不是您起草的。"),
        _("案例由起草人修改，同意的人不改文字"),
        _("请写明理由退回起草人。"),
    ),
    "typical_case_own": (
        _("自己起草的案例不能自己同意。"),
        _("案例由起草人以外的两个人同意"),
        _("请由市优办另一位同事、分管领导或者纪检监察的同事审看。"),
    ),
    "typical_case_side_approved": (
        _("市优办，或者分管领导、纪检监察，已经有一个人同意了。"),
        _("两个同意，一个是市优办的，一个是分管领导或者纪检监察的"),
        _("请由另一方的同事审看。"),
    ),
    "typical_case_unlooked": (
        _("请先逐条看过，再勾选同意。"),
        _("系统认不出全部能认出是谁的内容，由同意的人看"),
        _("看过以后勾选，再点同意；认得出的，退回起草人。"),
    ),
}
LABELS = {
    "typical_case.state.pending": _("等待同意"),
    "typical_case.state.returned": _("已退回"),
    "typical_case.state.published": _("公开"),
    "typical_case.state.withdrawn": _("提前撤下"),
    "typical_case.state.ended": _("到期撤下"),
    "typical_case.datum.enterprise": _("企业名称或者字号"),
    "typical_case.datum.number": _("案件编号"),
    "typical_case.datum.id_card": _("身份证号"),
    "typical_case.datum.code": _("企业代码"),
    "typical_case.datum.phone": _("电话"),
    "typical_case.datum.mail": _("邮箱"),
    "notice.typical_case_waits": _("有典型案例等待同意，起草人以外的人请审看。"),
    "notice.typical_case_returned": _("您起草的典型案例被退回，请看理由后修改。"),
    "notice.typical_case_public": _("您起草的典型案例 %(number)s 已公开。"),
    "ledger_verb.typical_case:draft": _("起草典型案例"),
    "ledger_verb.typical_case:revise": _("修改典型案例"),
    "ledger_verb.typical_case:approve": _("同意公开典型案例"),
    "ledger_verb.typical_case:publish": _("同意并公开典型案例"),
    "ledger_verb.typical_case:send_back": _("退回典型案例"),
    "ledger_verb.typical_case:withdraw": _("提前撤下典型案例"),
}
