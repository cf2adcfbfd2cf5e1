"""Words of the work calendar and of deadlines."""

from flask_babel import lazy_gettext as _

_COUNT = _("时限规则 workday.count：起始当日不计，按国务院公布的工作日历计算")
_SECOND = _("工作日历须由第二人审核")
_NOTICE = _("每年的放假安排以国务院办公厅通知为准")
REFUSALS = {
    "deadline_length": (_("请核对工作日数，应在 1 到 %(most)s 之间。"), _COUNT, _("改为整数后再提交。")),
    "deadline_ended": (_("这个时限已经结束，不能再改。"), _COUNT, _("返回上一页查看最新状态。")),
    "calendar_out_of_reach": (
        _("工作日历只能计算 %(first)s 年到 %(last)s 年。"),
        _COUNT,
        _("请核对年份，改为范围内的日期。"),
    ),
    "calendar_number_malformed": (_("请填写整数。"), _COUNT, _("例如 15。")),
    "calendar_empty": (_("没有读到 %(year)s 年的任何日期。"), _NOTICE, _("每行写一天：日期、休或班、名称。")),
    "calendar_kind_unknown": (
        _("“%(word)s”看不出是放假还是上班。"),
        _NOTICE,
        _("放假写“休”，调休上班写“班”。"),
    ),
    "calendar_line_unreadable": (
        _("第 %(line)s 行有问题：%(why)s"),
        _NOTICE,
        _("每行写三样：日期、休或班、名称，例如 2027-01-01，休，元旦。"),
    ),
    "calendar_line_parts": (_("缺少日期、休或班、名称中的一样。"), _NOTICE, _("用逗号、空格或制表符隔开。")),
    "calendar_wrong_year": (
        _("%(day)s 不属于 %(year)s 年的放假安排。"),
        _NOTICE,
        _("只能写 %(year)s 年的日期和上一年 12 月的日期；请核对年份。"),
    ),
    "calendar_day_twice": (_("%(day)s 出现了两次。"), _NOTICE, _("同一天只留一行。")),
    "calendar_makeup_on_weekday": (
        _("%(day)s 本来就是工作日，不用标为调休上班。"),
        _NOTICE,
        _("调休上班只能是周六或周日；请核对日期。"),
    ),
    "calendar_name_length": (
        _("%(day)s 的名称应有 1 到 %(most)s 个字。"),
        _NOTICE,
        _("写节日名称，例如“国庆节”。"),
    ),
    "calendar_file_unreadable": (
        _("看不懂这个文件。"),
        _NOTICE,
        _("请上传 CSV 或 JSON 文件，三列为日期、类型、名称；也可以直接粘贴文字。"),
    ),
    "calendar_nothing_given": (_("没有上传文件，也没有填写日期。"), _NOTICE, _("两样任选一样。")),
    "calendar_proposal_pending": (
        _("%(year)s 年已有一份日历等待审核。"),
        _SECOND,
        _("先审核或撤回那一份，再提交新的。"),
    ),
    "calendar_proposal_decided": (_("这份日历已经有了结论。"), _SECOND, _("返回列表查看结果。")),
    "calendar_own_proposal": (
        _("自己提交的日历不能自己审核。"),
        _SECOND,
        _("请市优办的另一位同事审核；发现有误可以撤回。"),
    ),
    "calendar_not_yours": (_("只有提交人可以撤回。"), _SECOND, _("如果不同意，请选“不同意”并写明理由。")),
}
LABELS = {
    "day.working": _("工作日"),
    "day.makeup": _("调休上班"),
    "day.holiday": _("放假"),
    "day.weekend": _("周末"),
    "deadline_kind.acceptance": _("受理"),
    "deadline_kind.verification": _("核实"),
    "deadline_kind.resolution": _("办结"),
    "deadline_kind.preliminary": _("初步结果"),
    "deadline_kind.publicity": _("公示"),
    "deadline_kind.rectification": _("整改"),
    "deadline_kind.receipt": _("签收"),
    "deadline_kind.answer": _("书面答复"),
    "deadline_kind.return_window": _("退回期限"),
    "deadline_kind.take_down": _("撤下公开信息"),
    "deadline_kind.appeal": _("申诉"),
    "standing.on_track": _("正常"),
    "standing.due_soon": _("临期"),
    "standing.overdue": _("超期"),
    "standing.met": _("按时完成"),
    "standing.missed": _("超期完成"),
    "standing.dropped": _("不再计时"),
    "calendar.state.pending": _("待审核"),
    "calendar.state.approved": _("已同意"),
    "calendar.state.rejected": _("不同意"),
    "calendar.state.withdrawn": _("已撤回"),
}
