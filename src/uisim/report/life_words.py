"""How each kind of event is told, and which text of the law it rests on."""

from typing import Final, NamedTuple

from uisim.events import Kind


class Words(NamedTuple):
    """How a kind of event is told, and which text of the law it rests on.

    clause: of the measure; text: a parameter of the law, or an article of another text.
    """

    en: str
    zh: str
    clause: str = ""
    text: str = ""
    money: str = ""
    """``in`` or ``out`` of the fund, ``base`` for a declared base, ``months``, ``cause`` …"""


ENDS = "Social Insurance Law Art. 51"
_GROUNDS = "Guangdong Regulation Art. 15"
WRITTEN = (ENDS, _GROUNDS)
"""Articles that are no parameter's own."""
BOOK: Final = {
    Kind.ENTERED: Words("begins platform work", "开始灵活就业", "persons", "", "platform"),
    Kind.GAINED_PLATFORM: Words("takes on a further one", "新增", money="platform"),
    Kind.LOST_INVOLUNTARY: Words("loses, not by own will", "非自愿失去", "", "", "lost"),
    Kind.LOST_VOLUNTARY: Words("gives up", "自愿离开", "", "", "lost"),
    Kind.LAST_LOSS: Words("is out of work", "失业", "", "", "cause"),
    Kind.PARTIAL_LOSS: Words(
        "loses one of several platforms", "失去部分平台", "multi_platform_rule", "", "cause"
    ),
    Kind.LOST_UNDECLARED: Words("loses undeclared work", "失去未申报的工作", "", "", "cause"),
    Kind.FOUND_WORK: Words("finds work", "重新就业", money="platform"),
    Kind.LEFT: Words("leaves flexible work for good", "退出灵活就业"),
    Kind.CLAIM_OPENED: Words("may register as unemployed", "可办理失业登记", "", _GROUNDS, "cause"),
    Kind.DENIED_NOT_MEMBER: Words("no claim: not a member", "不予享受：未参保", "voluntary"),
    Kind.DENIED_VOLUNTARY: Words("no claim: by own will", "不予享受：本人意愿中断", "", _GROUNDS),
    Kind.DENIED_CAUSE_NOT_COVERED: Words(
        "no claim: cause not listed", "不予享受：原因不符", "", _GROUNDS
    ),
    Kind.DENIED_TOO_FEW_MONTHS: Words(
        "no claim: too few months", "不予享受：缴费不足", "", "qualifying_months"
    ),
    Kind.DENIED_DID_NOT_FILE: Words("does not file", "未申领", "", _GROUNDS),
    Kind.DENIED_NOT_VERIFIED: Words("claim not verified", "未通过核实", "verification"),
    Kind.DENIED_FOUND_WORK_FIRST: Words(
        "finds work before registering", "登记前已就业", "", _GROUNDS
    ),
    Kind.DENIED_LEFT_FIRST: Words("leaves before registering", "登记前已退出", "", _GROUNDS),
    Kind.DENIED_SCHEME_ENDED: Words("no claim: the scheme has ended", "制度已终止", "validity"),
    Kind.DENIED_MULTI_PLATFORM: Words(
        "no claim: still works on another platform",
        "不予享受：仍在其他平台就业",
        "multi_platform_rule",
    ),
    Kind.JOINED: Words("joins", "参保", "voluntary"),
    Kind.DECLARED: Words("declares her base", "申报缴费基数", "first_base", "", "base"),
    Kind.LAPSED: Words("membership stops", "停保", "stopping"),
    Kind.MEMBER_LEFT: Words("membership ends with her work", "参保终止", "stopping"),
    Kind.CONTRIBUTION_OWN: Words("contributes", "个人缴费", "rate", "", "in"),
    Kind.CONTRIBUTION_PLATFORM: Words(
        "platform contributes", "平台缴费", "platform_subsidy", "", "in"
    ),
    Kind.AWARDED: Words("benefit awarded", "核定待遇", "", "duration", "months"),
    Kind.BENEFIT: Words("unemployment benefit", "失业保险金", "", "benefit_min_wages", "out"),
    Kind.BENEFIT_UNDECLARED: Words(
        "benefit while working undeclared", "未申报就业期间的失业保险金", "", ENDS, "out"
    ),
    Kind.BENEFIT_PARTIAL: Words("partial benefit", "部分失业保险金", "", "", "out"),
    Kind.MEDICAL: Words(
        "medical contribution paid for her", "代缴医疗保险费", "", "medical_month_yuan", "out"
    ),
    Kind.JOB_SEEKING: Words(
        "job-seeking allowance", "求职补贴", "", "job_seeking.base_share", "out"
    ),
    Kind.MATERNITY: Words("maternity add-on", "生育补助", "", "maternity.benefits", "out"),
    Kind.EXHAUSTED: Words("entitlement used up", "领取期满", "", "cap_months"),
    Kind.CLAIM_ENDED: Words("claim ends", "停止领取", "", ENDS, "left"),
}
"""The events of the book; the other kinds count stocks or serve indicators."""
