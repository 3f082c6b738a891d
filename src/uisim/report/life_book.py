"""One life as an account book: each event, its date, its article, what it moved."""

import calendar
import json
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from uisim.events import Event, Kind
from uisim.law.claim import Cause
from uisim.study.lives import Story
from uisim.units import FEN, format_month
from uisim.words import say

YEAR = 12


class Words(NamedTuple):
    """How a kind of event is told. article: of the measure unless another text is named."""

    en: str
    zh: str
    article: str = ""
    money: str = ""
    """``in`` or ``out`` of the fund, ``base`` for a declared base, ``months``, ``cause`` …"""


_LAW = "conditions"
BOOK: Final = {
    Kind.ENTERED: Words("begins platform work", "开始灵活就业", "Art. 2"),
    Kind.GAINED_PLATFORM: Words("takes on a further one", "新增", money="platform"),
    Kind.LOST_INVOLUNTARY: Words("loses platform, not by own will", "非自愿失去平台", "", "cause"),
    Kind.LOST_VOLUNTARY: Words("gives up a platform", "自愿离开平台", "", "cause"),
    Kind.LAST_LOSS: Words("is out of work", "失业", "", "cause"),
    Kind.PARTIAL_LOSS: Words("loses one of several platforms", "失去部分平台", _LAW, "cause"),
    Kind.LOST_UNDECLARED: Words("loses undeclared work", "失去未申报的工作", "", "cause"),
    Kind.FOUND_WORK: Words("finds work", "重新就业", money="platform"),
    Kind.LEFT: Words("leaves flexible work for good", "退出灵活就业"),
    Kind.CLAIM_OPENED: Words("may register as unemployed", "可办理失业登记", _LAW, "cause"),
    Kind.DENIED_NOT_MEMBER: Words("no claim: not a member", "不予享受：未参保", "Arts 2, 3"),
    Kind.DENIED_VOLUNTARY: Words("no claim: by own will", "不予享受：本人意愿中断", _LAW),
    Kind.DENIED_CAUSE_NOT_COVERED: Words("no claim: cause not listed", "不予享受：原因不符", _LAW),
    Kind.DENIED_TOO_FEW_MONTHS: Words("no claim: too few months", "不予享受：缴费不足", _LAW),
    Kind.DENIED_DID_NOT_FILE: Words("does not file", "未申领", _LAW),
    Kind.DENIED_NOT_VERIFIED: Words("claim not verified", "未通过核实", _LAW),
    Kind.DENIED_FOUND_WORK_FIRST: Words("finds work before registering", "登记前已就业", _LAW),
    Kind.DENIED_LEFT_FIRST: Words("leaves before registering", "登记前已退出", _LAW),
    Kind.DENIED_SCHEME_ENDED: Words("no claim: the scheme has ended", "制度已终止", "validity"),
    Kind.DENIED_MULTI_PLATFORM: Words(
        "no claim: still works on another platform", "不予享受：仍在其他平台就业", "Draft 2021"
    ),
    Kind.JOINED: Words("joins", "参保", "Arts 2, 3"),
    Kind.DECLARED: Words("declares her base", "申报缴费基数", "Art. 6", "base"),
    Kind.LAPSED: Words("membership stops", "停保", "stopping"),
    Kind.MEMBER_LEFT: Words("membership ends with her work", "参保终止"),
    Kind.CONTRIBUTION_OWN: Words("contributes", "个人缴费", "Art. 6", "in"),
    Kind.CONTRIBUTION_PLATFORM: Words("platform contributes", "平台缴费", "Art. 6", "in"),
    Kind.AWARDED: Words("benefit awarded", "核定待遇", "Regulation", "months"),
    Kind.BENEFIT: Words("unemployment benefit", "失业保险金", "Regulation Art. 19", "out"),
    Kind.BENEFIT_UNDECLARED: Words(
        "benefit while working undeclared", "未申报就业期间的失业保险金", "SI Law Art. 51", "out"
    ),
    Kind.BENEFIT_PARTIAL: Words("partial benefit", "部分失业保险金", "reform", "out"),
    Kind.MEDICAL: Words(
        "medical contribution paid for her", "代缴医疗保险费", "SI Law Art. 48", "out"
    ),
    Kind.JOB_SEEKING: Words("job-seeking allowance", "求职补贴", "Regulation", "out"),
    Kind.MATERNITY: Words("maternity add-on", "生育补助", "Regulation", "out"),
    Kind.EXHAUSTED: Words("entitlement used up", "领取期满", "SI Law Art. 46"),
    Kind.CLAIM_ENDED: Words("claim ends", "停止领取", "SI Law Art. 51", "left"),
}
"""The events of the book; the other kinds count stocks or serve indicators."""


def print_book(console: Console, story: Story, lang: str) -> None:
    """Print a life as an account book; amounts in yuan."""
    table = Table(title=story.worker, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    headers = (say("Date", lang), say("Event", lang), say("Article", lang), say("Paid in", lang))
    for place, header in enumerate((*headers, say("Paid out", lang))):
        right = place in (3, 4)
        table.add_column(header, justify="right" if right else "left", no_wrap=place != 1)
    paid_in, paid_out = 0, 0
    for event in story.events:
        told = BOOK.get(Kind(event.kind))
        if told is None:
            continue
        total = event.amount * event.months
        into = _yuan(total) if told.money == "in" else ""
        out = _yuan(total) if told.money == "out" else ""
        paid_in += total if into else 0
        paid_out += total if out else 0
        detail = _detail(event, told, story.start, lang)
        happened = told.zh if lang == "zh" else told.en
        table.add_row(
            str(_day(story.start, min(event.time, event.month + event.months))),
            f"{happened}: {detail}" if detail else happened,
            told.article,
            into,
            out,
        )
    console.print(table)
    sums = say("In {paid_in}, out {paid_out} yuan. She stands for {people} people.", lang)
    console.print(
        Text(sums.format(paid_in=_yuan(paid_in), paid_out=_yuan(paid_out), people=story.people))
    )


def print_json(story: Story) -> None:
    """Print each event as a line of JSON; a run of months gives a line for each month."""
    for line in lines(story):
        print(json.dumps(line, ensure_ascii=False))


def lines(story: Story) -> Iterator[dict[str, object]]:
    """Give the events as plain values: ``month, kind, fen`` and date, article, amount, worker."""
    for event in story.events:
        told = BOOK.get(Kind(event.kind))
        if told is None:
            continue
        fen = int(event.amount) if told.money in ("in", "out") else 0
        for month in range(event.month, event.month + event.months):
            yield {
                "worker": story.worker,
                "month": format_month(story.start + month),
                "kind": Kind(event.kind).name.lower(),
                "fen": fen,
                "known": str(_day(story.start, event.time)),
                "article": told.article,
                "amount": int(event.amount),
                "cause": Cause(event.note).name.lower() if told.money == "cause" else None,
            }


def _day(start: int, time: float) -> date:
    """The day on which a time (months since the start) falls; the horizon is its last day."""
    year, month = divmod(start + int(time), YEAR)
    days = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, 1 + int((time - int(time)) * days))


def _detail(event: Event, told: Words, start: int, lang: str) -> str:
    if told.money == "cause":
        return _causes(lang)[Cause(event.note)]
    if told.money == "platform":
        return say("platform {n}", lang).format(n=event.note)
    if told.money == "base":
        return say("{yuan} yuan", lang).format(yuan=_yuan(event.amount))
    if told.money == "months":
        return say("{n} months", lang).format(n=event.amount)
    if told.money == "left":
        return say("{n} months unused", lang).format(n=event.amount)
    if event.months > 1:
        last = format_month(start + event.month + event.months - 1)
        return say("{n} months to {last}", lang).format(n=event.months, last=last)
    return format_month(start + event.month) if told.money in ("in", "out") else ""


def _causes(lang: str) -> dict[Cause, str]:
    """Name the causes of a loss."""
    return {
        Cause.VOLUNTARY: say("own will", lang),
        Cause.LICENCE: say("licence revoked", lang),
        Cause.PLATFORM_CLOSED: say("platform closed", lang),
        Cause.NO_WORK_OFFERED: say("no work offered", lang),
        Cause.ACCOUNT_SUSPENDED: say("account suspended", lang),
        Cause.DEMAND_DROP: say("demand drop", lang),
        Cause.BUSINESS_FAILURE: say("business failure", lang),
        Cause.ILLNESS: say("illness", lang),
        Cause.FORCE_MAJEURE: say("force majeure", lang),
    }


def _yuan(fen: int) -> str:
    return f"{fen / FEN:,.2f}"
