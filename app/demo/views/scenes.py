"""The scenes of the tour (ux.md, "Scenes a first run must show"), as data: later slices add theirs to the list."""

from flask_babel import lazy_gettext as _

from app.demo.views.commands import LAST
from app.demo.views.inspections import OFFLINE, PUBLIC
from app.demo.views.oversight import REPORTS
from app.demo.views.scene import Scene, View

SCENES = (
    Scene(
        "1",
        _("有人上门没有核验码，企业三下告诉市优办"),
        (
            View(
                "enterprise", "visits.report", "", _("企业已经认出：选单位，按“告诉市优办”；检查单位看不到是谁说的。")
            ),
            View("director", "visits.findings", "", _("市优办看到时间、企业和单位，逐件认定。")),
        ),
    ),
    Scene(
        "2",
        _("企业反映宁静日未经批准入企，市优办受理"),
        (
            View(
                "officer",
                "complaints.accept",
                "quiet_day",
                _("先是投诉原文，再是受理：建议交给市应急管理局，时限从交办次日起算；按“受理并交办”。"),
            ),
            View(
                "enterprise", "complaints.show", "quiet_day", _("企业看到三个日期和每一步；按“怎么算的”看日期怎么来。")
            ),
        ),
    ),
    Scene(
        "3",
        _("一件今天到期，一件已逾期 4 个工作日"),
        (
            View("officer", "desk.index", "", _("逾期的红色件排在最前，今天到期的黄色件紧随其后。")),
            View("li", "complaints.show", "due_today", _("9 月 8 日交办，今天必须核实；“怎么算的”逐日列出。")),
        ),
    ),
    Scene(
        "4",
        _("一件超期不核实：蓝色、黄色、红色督办单"),
        (
            View(
                "officer",
                "supervision.show",
                "red_order",
                _("三级督办单逐级签发，有编号、签收和答复时限，可下载 PDF 和 DOCX；红单写明约谈的时间和地点。"),
            ),
            View("director", "supervision.proposals", "", _("今天按规则建议的督办单，核对后由人签发。")),
        ),
    ),
    Scene(
        "5",
        _("9 月 11 日交办的复杂事项，10 月 9 日到期"),
        (
            View(
                "zhou",
                "complaints.show",
                "complex",
                _("“怎么算的”列出中秋节、国庆节和 9 月 20 日（周日）上班。"),
            ),
            View("enterprise", "complaints.show", "complex", _("企业看到同样的日期和同样的算法。")),
        ),
    ),
    Scene(
        "6",
        _("差评以后：原因、整改、回访、再次评价"),
        (
            View("officer", "complaints.show", "rated_again", _("市优办看到两次评价、整改说明和回访记录。")),
            View("zhou", "complaints.show", "rated_again", _("承办单位看到整改要求，看不到是谁评价的。")),
            View("enterprise", "complaints.show", "rated_again", _("企业看到自己的两次评价和整改结果。")),
        ),
    ),
    Scene(
        "7",
        _("镇里拖欠 86 万元：三次回款，清零"),
        (
            View("enterprise", "arrears.show", "arrears_cleared", _("企业看到每一笔回款和余额：最后是 0.00，已清零。")),
            View("officer", "arrears.show", "arrears_cleared", _("市优办看到五项机制走到哪一步、依据哪份文书。")),
            View("director", "arrears.totals", "", _("按欠款单位汇总：拖欠、回款、余额。")),
        ),
    ),
    Scene(
        "8",
        _("宁静日入企：检查员申请，领导在手机上批，企业扫码核对"),
        (
            View(
                "leader",
                "quiet_days.decide",
                "quiet_request",
                _(
                    "一屏看完：谁、查谁、哪天、为什么；消防也要查，建议合并。按“同意”，再按“确认同意”，即得备案号和核验码。"
                ),
            ),
            View(
                "inspector",
                "quiet_days.slip",
                "quiet_approved",
                _("另一件已经批准：批准单有备案号、核验码和存证回执。"),
            ),
            View("enterprise", "visits.mine", "", _("企业看到谁批准的，扫码核对，人到人走自己确认。")),
            View("director", "quiet_days.index", "", _("申请和备案逐件可查，没有回答的会提醒。")),
        ),
    ),
    Scene(
        "9",
        _("9 月 8 日没有批准就入企，夜里的审计查了出来"),
        (
            View(
                "director",
                "audit.show",
                "finding",
                _("问题有编号、依据和入企时间，证据链接到那次检查；已经请单位说明，5 个工作日内答复。"),
            ),
            View("zhou", "audit.show", "finding", _("单位看到要说明什么、哪天到期，在这里说明情况。")),
            View("enterprise", "timelines.exceptions", "", _("公开的统计里，“未经批准”多了一次，还没有认定。")),
        ),
    ),
    Scene(
        "10",
        _("年度抽查计划：一个部门要抽 9%，合并重叠的任务以后才能公布"),
        (
            View(
                "director",
                "plans.show",
                "plan_draft",
                _("全市检查比例超过 5%，联合抽查占比不到 20%：写明分子、分母和哪些任务造成；改好以前不能公布。"),
                "year",
            ),
            View(
                "officer",
                "plans.merge",
                "plan_draft",
                _("范围相同的任务建议合并成联合任务，写明少去多少家次；勾选合并，指标随即变绿，就能公布。"),
                "year",
            ),
            View(
                "enterprise",
                "plans.public",
                "plan",
                _("今年的计划已经公布：谁来查、查什么、抽多少、在哪几个月。"),
                "year",
            ),
        ),
    ),
    Scene(
        "11",
        _("一次抽取从锁定到公布；名单改一个字节，验证就不通过"),
        (
            View("officer", "draws.show", "draw", _("五步走完：锁定摘要、两人填写的随机数、抽中的对象、操作记录。")),
            View(
                "enterprise",
                "draws.public",
                "draw",
                _(
                    "按“用公布的文件重算”：逐字节相同；浏览器不开脚本时，用页上的独立程序。下载文件，把名单改一个字节再选文件：指出被改动的是哪一个。"
                ),
            ),
        ),
    ),
    Scene(
        "12",
        _("守信免查的企业不在名单里；检查人员回避后按次序替换"),
        (
            View("officer", "draws.show", "draw_next", _("排除的经营主体逐户写明理由和依据，湖畔食品在内。")),
            View("enterprise", "draws.public", "draw", _("“回避替换”：谁回避、由谁替换，理由不公开。")),
        ),
    ),
    OFFLINE,
    Scene(
        "14",
        _("处罚报备：三万元整要报，少一分不用报，先处罚后报备列为问题"),
        (
            View(
                "zhou", "penalties.show", "penalty_exact", _("罚款正好 ¥30,000.00：含本数，应当报备；决定要晚于报备。")
            ),
            View("li", "penalties.show", "penalty_below", _("罚款 ¥29,999.99：少一分，不用报备，作为自愿报备保存。")),
            View(
                "officer",
                "penalties.show",
                "penalty_late",
                _("¥48,000.00 的决定早于报备：标红“先处罚后报备”，一直保留。"),
            ),
        ),
    ),
    REPORTS,
    PUBLIC,
    *LAST,
)
