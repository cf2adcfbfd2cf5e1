"""Scenes of inspections: a result on a phone without a network (13), and what the public sees (17)."""

from flask_babel import lazy_gettext as _

from app.demo.views.scene import Link, Scene, View

OFFLINE = Scene(
    "13",
    _("手机上录入未发现问题，没有网络也不丢；一件结果离公示期限还有 2 个工作日"),
    (
        View(
            "inspector",
            "results.enter",
            "result_waits",
            _(
                "选“未发现问题”、提交，两下完成。断网时写下的留在手机上，重新打开提示取回草稿，由本人提交，不会自动提交。"
            ),
        ),
        View(
            "director",
            "publication.queue",
            "",
            _("8 月 18 日的检查今天是第 18 个工作日：黄色倒计时；三个单位逾期未公示的标红。"),
        ),
        View(
            "li",
            "results.show",
            "result_due",
            _("“怎么算的”逐日列出 20 个工作日；宁静日入企经分管领导批准，有备案号。"),
        ),
    ),
)
PUBLIC = Scene(
    "17",
    _("社会公众：查企业、核对检查通知、下载、看抽取，不用登录"),
    (),
    links=(
        Link("publication.index", "", _("按企业名称查检查结果"), query=(("q", "餐饮"),)),
        Link("publication.show", "published", _("一件检查结果的固定网址，没有任何个人信息")),
        Link("publication.csv", "", _("下载全部结果（CSV，Excel 直接打开）")),
        Link("visits.check", "pass", _("用核验码核对一次检查：谁来、什么时候、查什么、谁批准"), "code"),
        Link("draws.public", "draw", _("一次抽取从锁定到公布，可以自行验证")),
        Link("publication.rates", "plan", _("抽查事项、任务、公示三项完成率，各有分子分母"), "year"),
    ),
)
