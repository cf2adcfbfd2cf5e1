"""Words of the draw as an act: what each step refuses, and the words for what is stored."""

from flask_babel import lazy_gettext as _

_STEPS = _("抽取规则 draw/1：草拟 → 锁定 → 随机数 → 抽取 → 公布")
_TWO = _("抽取规则 draw/1：随机数由两人各自填写，已知随机数后作废须两人")
_CHAIN = _("抽取规则 draw/1：各次抽取前后相连，一次也不能抽掉")
_ORDER = _("抽取规则 draw/1：替换按已公布的次序，不由人挑选")
_CHANCE = _("抽取规则 draw/1：公开随机数由事先公布的来源给出")
_AGAIN = _("请刷新页面，看现在是哪一步。")
REFUSALS = {
    "draw_missing": (_("没有这次抽取。"), "", _("请核对编号，或从抽取列表打开。")),
    "draw_file_not_open": (_("没有这个文件，或者还没有到公开的时候。"), _STEPS, _("请看抽取公开页面列出的文件。")),
    "draw_wrong_state": (_("这次抽取已经不在这一步，什么也没有改动。"), _STEPS, _AGAIN),
    "draw_lock_open": (
        _("同一年度计划还有一次锁定未抽取：%(number)s。"),
        _CHAIN,
        _("请先完成那一次抽取，或将它作废。"),
    ),
    "draw_draft_stale": (
        _("这份名单起草之后，同一计划已经抽取过，限额变了。"),
        _("沅政办发〔2023〕5号 附件3 第69项：抽查比例上限（cap.share）"),
        _("请从计划重新生成名单，再锁定。"),
    ),
    "draw_exclusion_odd": (
        _("%(file)s 里的 %(uscc)s 重复、没有理由，或同时在可抽名单里。"),
        "",
        _("请核对排除名单；一家企业要么可抽，要么排除。"),
    ),
    "draw_value_not_due": (
        _("还没有到公告的公布随机数的时间。"),
        _CHANCE,
        _("到时间以后，从来源的公告抄录。"),
    ),
    "draw_value_same_person": (
        _("您已经填过，要由另一位同事再填一次。"),
        _TWO,
        _("请另一位同事用自己的账号登录后填写。"),
    ),
    "draw_witnesses_few": (
        _("见证人不足 %(least)s 位。"),
        _("抽取规则 draw/1：当众产生随机数"),
        _("每行写一位见证人的姓名和单位职务，至少 %(least)s 位。"),
    ),
    "draw_visits_open": (
        _("公告的是检查完成后公布，检查还没有全部完成。"),
        _STEPS,
        _("请在这次抽取的“入企检查”页看进度，全部完成后在那里公布。"),
    ),
    "draw_recusal_by_oneself": (
        _("这位检查人员有自己的账号，回避由本人申报。"),
        _ORDER,
        _("请本人登录，在“本单位抽中的检查”里申报。"),
    ),
    "draw_void_waiting": (_("作废已经提出，正等待第二人确认。"), _TWO, _("请另一位同事确认，或撤回。")),
    "draw_void_none": (_("没有等待确认的作废。"), _TWO, _AGAIN),
    "draw_void_same_person": (
        _("自己提出的作废不能自己确认。"),
        _TWO,
        _("请市优办的另一位同事确认；改变主意可以撤回。"),
    ),
    "draw_inspector_not_sent": (_("这次检查没有派这位检查人员。"), _ORDER, _("请核对派出名单。")),
    "draw_recusal_late": (
        _("申报回避的期限 %(until)s 已过。"),
        _("规则手册：draw.recuse_within"),
        _("确有利害关系的，请向市优办说明，登记长期回避。"),
    ),
    "draw_due_malformed": (
        _("看不懂这个时间。"),
        "",
        _("请写成 2026-09-14 10:00。"),
    ),
    "draw_plan_not_published": (
        _("年度计划还没有公布，不能抽取。"),
        _("沅政办发〔2023〕5号 附件3 第69项：先有计划，后有抽取"),
        _("请先公布年度计划。"),
    ),
    "draw_source_half": (
        _("这个来源没有写完整。"),
        _CHANCE,
        _("类型和说明都要写；不用这个来源的，请全部留空。"),
    ),
}
LABELS = {
    "draw.state.draft": _("草拟"),
    "draw.state.locked": _("已锁定"),
    "draw.state.seeded": _("已公布随机数"),
    "draw.state.drawn": _("已抽取"),
    "draw.state.published": _("已公布"),
    "draw.state.void": _("作废"),
    "draw.gone.closed": _("已停业或注销"),
    "draw.gone.moved": _("已迁出"),
    "draw.reveal.at_once": _("抽取后立即公布"),
    "draw.reveal.after_visits": _("检查完成后公布"),
    "draw.source.dice": _("当众掷骰"),
    "draw.source.beacon": _("公共随机信标"),
    "draw.source.lottery_kl8": _("全国彩票快乐8"),
    "draw.source.lottery_dlt": _("全国彩票大乐透"),
    "draw.source.lottery_qxc": _("全国彩票7星彩"),
    "draw.file.announcement_json": _("公告：编号、时间、随机数来源"),
    "draw.file.caps_csv": _("限额：全市和各部门"),
    "draw.file.inspectors_csv": _("检查人员名单"),
    "draw.file.recusals_csv": _("回避名单"),
    "draw.file.roster_csv": _("可抽名单"),
    "draw.file.secret_txt": _("锁定时的密数"),
    "draw.file.tasks_csv": _("任务和户数"),
    "draw.file.manifest_txt": _("锁定清单"),
    "draw.file.value_txt": _("公开随机数"),
    "draw.file.result_json": _("抽取结果"),
    "draw.file.difference_csv": _("与上一次名单的差异"),
    "draw.file.exclusions_csv": _("排除名单"),
    "draw.file.left_out_csv": _("部分任务不抽的企业"),
    "draw.file.unknown_csv": _("现有记录答不出的"),
    "draw.exclusion.not_active": _("不在经营状态"),
    "draw.exclusion.key_supervision": _("列入重点监管，不参加抽取"),
    "draw.exclusion.exempt": _("守信免查，五年内已查"),
    "draw.exclusion.repeat_same_line": _("同一系统本年已查"),
    "draw.change.added": _("增加"),
    "draw.change.removed": _("移出"),
    "draw.change.changed": _("改变"),
}
