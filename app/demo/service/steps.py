"""What each step of a life says: the words and choices that its verb is called with."""

from collections.abc import Callable
from datetime import datetime

from app.complaints.rules import Complexity, DeclineReason, ReviewOutcome
from app.demo.service.lives import Life

Step = Callable[[Life, datetime], None]
_GOOD = ("处理及时，说明清楚。", "", "问题解决了，谢谢。", "有专人联系，态度好。")
_BAD = (
    (["unsolved"], "答复说已经整改，实际没有变化。"),
    (["late", "no_contact"], "一直没有人联系，过了期限才答复。"),
    (["no_explanation"], "没有说明依据。"),
    (["attitude", "late"], "电话里态度生硬。"),
)


def file(life: Life, at: datetime) -> None:
    """The complainant, or the office for them, files."""
    life.add(at, "file", filing=life.filing(at), by=life.by())


def accept(life: Life, at: datetime) -> None:
    """The office accepts and refers."""
    life.add(at, "accept", to=life.town.departments[life.code], sheet=life.sheet(at), by=life.officer)


def decline(life: Life, at: datetime) -> None:
    """The office declines: a court has the matter."""
    words = "所反映的合同纠纷已由人民法院立案，按规定不重复受理，可凭判决结果再来反映。"
    life.add(at, "decline", reason=DeclineReason.IN_LITIGATION, words=words, by=life.officer)


def route(life: Life, at: datetime) -> None:
    """The office names who takes it instead."""
    words = "所反映的是经营者之间的消费争议，由消费维权渠道处理更快。"
    life.add(at, "route", reason=DeclineReason.NOT_OURS, to="12315 消费维权热线", words=words, by=life.officer)


def return_referral(life: Life, at: datetime) -> None:
    """The department returns it; from here on the right one acts."""
    right = life.town.departments[life.tale["to"][-1]].name
    life.add(at, "return_referral", to=right, basis="该事项按“三定”规定由对方单位负责。", by=life.clerk)
    life.code = life.tale["to"][-1]


def refer(life: Life, at: datetime) -> None:
    """The office refers it again."""
    life.add(at, "refer", to=life.town.departments[life.code], by=life.officer)


def verify(life: Life, at: datetime) -> None:
    """The department has verified a simple matter."""
    life.add(at, "verify", fields=life.reply(), complexity=Complexity.SIMPLE, by=life.clerk)


def verify_complex(life: Life, at: datetime) -> None:
    """The department has verified a complex matter."""
    reason = "涉及多个单位和现场鉴定，短期内难以查清。"
    life.add(at, "verify", fields=life.reply(), complexity=Complexity.COMPLEX, reason=reason, by=life.clerk)


def give_preliminary(life: Life, at: datetime) -> None:
    """The department gives a preliminary result."""
    fields = life.reply("初步认定反映的情况属实，正在会同有关单位提出处理意见。", "鉴定结论出来后 5 日内答复。")
    life.add(at, "give_preliminary", fields=fields, by=life.clerk)


def resolve(life: Life, at: datetime) -> None:
    """The department answers and closes."""
    life.add(at, "resolve", fields=life.reply(life.tale["outcome"]), by=life.clerk)


def rate_well(life: Life, at: datetime) -> None:
    """The complainant rates 3 to 5."""
    score = life.random.choices((5, 4, 3), (50, 35, 15))[0]
    life.add(at, "rate", score=score, reasons=[], words=life.random.choice(_GOOD))


def rate_badly(life: Life, at: datetime) -> None:
    """The complainant rates 1 or 2, with reasons."""
    reasons, words = life.random.choice(_BAD)
    life.add(at, "rate", score=life.random.choice((1, 2, 2)), reasons=reasons, words=words)


def rate_again(life: Life, at: datetime) -> None:
    """The complainant rates once more after the rectification."""
    life.add(at, "rate", score=life.random.choice((3, 4, 4, 5)), reasons=[], words="整改以后确实解决了。")


def rectify(life: Life, at: datetime) -> None:
    """The department mends."""
    plan = "分管领导带队上门，逐条说明；同类问题全面排查。"
    evidence = "整改前后照片 6 张、上门说明记录 1 份已经归档。"
    life.add(at, "rectify", plan=plan, evidence=evidence, by=life.clerk)


def call_back(life: Life, at: datetime) -> None:
    """The office calls the complainant back, who is satisfied."""
    words = "电话回访：投诉人表示已有人上门说明，问题已经解决。"
    life.add(at, "call_back", words=words, satisfied=True, by=life.officer)


def withdraw(life: Life, at: datetime) -> None:
    """The complainant withdraws."""
    life.add(at, "withdraw", reason="有关单位已经主动解决。")


def request_review(life: Life, at: datetime) -> None:
    """The complainant asks for the one review."""
    life.add(at, "request_review", reason="答复没有回应第二项诉求，请重新核查。")


def uphold(life: Life, at: datetime) -> None:
    """The office upholds the answer."""
    words = "经调阅案卷，答复事实清楚、依据充分，维持原处理结果。"
    life.add(at, "decide_review", outcome=ReviewOutcome.UPHELD, words=words, by=life.town.office[0])


def redo(life: Life, at: datetime) -> None:
    """The office has it done again."""
    words = "第二项诉求没有核查，请承办单位重新办理。"
    life.add(at, "decide_review", outcome=ReviewOutcome.REDO, words=words, by=life.town.office[0])


def request_extension(life: Life, at: datetime) -> None:
    """The department asks for five more working days."""
    life.add(at, "request_extension", days=5, reason="需要第三方检测，报告 5 个工作日后出具。", by=life.clerk)


def grant_extension(life: Life, at: datetime) -> None:
    """The office grants them."""
    life.add(at, "decide_extension", granted=True, words="理由成立，请抓紧办理。", by=life.officer)


def refuse_extension(life: Life, at: datetime) -> None:
    """The office refuses them."""
    words = "检测不影响先行答复，请按原期限办理。"
    life.add(at, "decide_extension", granted=False, words=words, by=life.officer)


def supplement(life: Life, at: datetime) -> None:
    """The complainant adds words."""
    life.add(at, "supplement", words="补充：当天的监控录像已经保存，可以提供；另有两名员工在场。")


def hand_over_supplement(life: Life, at: datetime) -> None:
    """The office hands them over in its own words."""
    life.add(at, "hand_over_supplement", text="投诉人补充：有监控录像和在场人员可以证明。", by=life.officer)


def reclassify(life: Life, at: datetime) -> None:
    """The office makes it a complex matter."""
    life.add(at, "reclassify", to=Complexity.COMPLEX, reason="涉及三个单位，需要会商。", by=life.officer)


def request_unsealing(life: Life, at: datetime) -> None:
    """One of the office asks to know who complained."""
    life.add(at, "request_unsealing", reason="投诉人补充材料缺少联系方式，需要当面核对。", by=life.officer)


def approve_unsealing(life: Life, at: datetime) -> None:
    """The other one approves."""
    life.add(at, "approve_unsealing", by=life.town.office[0])


def look(life: Life, at: datetime) -> None:
    """The first one looks."""
    life.add(at, "look", by=life.officer)
