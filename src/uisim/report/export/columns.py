"""What the columns of exported tables hold: name, unit, meaning, heading in Chinese."""

from typing import Final, NamedTuple

from uisim.fund.columns import COLUMNS


class Field(NamedTuple):
    """A column of a table: name, unit, what it holds; zh: heading in Chinese, empty if none."""

    name: str
    unit: str
    meaning: str
    zh: str = ""


OF_THE_ROW: Final = "see unit"
_MEASURES: Final = (
    ("mean", "mean over replications", "均值"),
    ("low", "lower end of the 95 % interval", "区间下限"),
    ("high", "upper end of the 95 % interval", "区间上限"),
    *((f"p{p:02d}", f"{p} % quantile over replications", f"{p}%分位") for p in (5, 25, 50, 75, 95)),
    ("difference", "mean paired difference to the first", "配对差均值"),
    ("difference_low", "lower end of its 95 % interval", "配对差区间下限"),
    ("difference_high", "upper end of its 95 % interval", "配对差区间上限"),
    ("total_difference", "difference of the sum of the group", "总额差"),
    ("total_difference_low", "lower end of its 95 % interval", "总额差区间下限"),
    ("total_difference_high", "upper end of its 95 % interval", "总额差区间上限"),
    ("in_order", "part of the change, in this order", "按此顺序的贡献"),
    ("in_order_low", "lower end of its 95 % interval", "贡献区间下限"),
    ("in_order_high", "upper end of its 95 % interval", "贡献区间上限"),
    ("shapley", "part of the change, mean of all orders", "沙普利值"),
    ("shapley_low", "lower end of its 95 % interval", "沙普利值区间下限"),
    ("shapley_high", "upper end of its 95 % interval", "沙普利值区间上限"),
    ("variance", "variance, in the unit squared", "方差"),
    ("variance_luck", "part that is luck", "偶然波动的方差"),
    ("variance_parameters", "part of the inputs drawn", "所抽参数的方差"),
)
"""Columns whose unit stands beside them: name, meaning, heading in Chinese."""
DESCRIBED: Final = {
    column.name: column
    for column in (
        Field("replication", "number", "repetition of the run", "重复编号"),
        Field("month", "YYYY-MM", "calendar month", "月份"),
        Field("year", "year", "calendar year", "年度"),
        Field("months", "months", "months of the year that were played", "月数"),
        Field("claimants", "people", "months paid, mean of the year's months", "领取人数"),
        Field("income_fen", "fen", "contributions, subsidy and interest", "收入"),
        Field("outgo_fen", "fen", "benefits and administration", "支出"),
        Field("net_flow_fen", "fen", "income less outgo", "当期结余"),
        Field("balance_fen", "fen", "balance at the year's end", "累计结余"),
        Field("reserve_months", "months", "balance in mean months of outgo", "备付月数"),
        Field("worker", "ID", "one simulated worker", "人员编号"),
        Field("city", "name", "city", "城市"),
        Field("kind", "name", "kind of work", "就业类型"),
        Field("people", "people", "people for whom she stands", "代表人数"),
        Field("income_month_yuan", "yuan", "permanent income a month, one platform", "月收入"),
        Field("risk", "ratio", "times the loss rate of the kind of work", "风险系数"),
        Field("entered_month", "months", "entry, months since the start", "进入时点（月）"),
        Field("months_present", "months", "closes of a month in the results", "在业月数"),
        Field("months_jobless", "months", "closes of a month without work", "失业月数"),
        Field("months_member", "months", "closes of a month as a member", "参保月数"),
        Field("times_joined", "events", "times she joined", "参保次数"),
        Field("months_contributed", "months", "own months, in the scheme", "缴费月数"),
        Field("months_brought", "months", "months of employee insurance", "转入月数"),
        Field("months_paid", "months", "months of benefit", "领取月数"),
        Field("indicator", "name", "indicator (docs/model.md, section 10)", "指标"),
        Field("group", "name", "to whom or when it applies", "分组"),
        Field("value", OF_THE_ROW, "value, empty where not defined", "数值"),
        *(Field(name, OF_THE_ROW, meaning, zh) for name, meaning, zh in _MEASURES),
        Field("scenario", "name", "scenario", "情景"),
        Field("by", "name", "what it is grouped by", "分组方式"),
        Field("member_years", "years", "years of membership", "参保人年"),
        Field("event", "name", "low reserve meant", "事件"),
        Field("probability", "share", "share of replications in which it is low", "概率"),
        Field("hit_by", "share", "share in which it has been so by then", "累计概率"),
        Field("ever", "share", "share in which it is so in any month", "任一月发生的概率"),
        Field("ever_low", "share", "lower end of its 95 % interval", "概率区间下限"),
        Field("ever_high", "share", "upper end of its 95 % interval", "概率区间上限"),
        Field("draw", "number", "draw of the parameters", "抽样编号"),
        Field("first_replication", "number", "first replication of the draw", "首个重复编号"),
        Field("share_parameters", "share", "variance due to the inputs drawn", "参数所占份额"),
        Field("share_low", "share", "lower end of its 95 % interval", "份额区间下限"),
        Field("share_high", "share", "upper end of its 95 % interval", "份额区间上限"),
        Field("keys", "names", "keys of the group", "所含参数"),
        Field("cell", "number", "cell of the sweep", "格"),
        Field("unit", "name", "unit of the value", "单位"),
        Field("key", "name", "key of the scenario", "参数"),
        Field("grade", "grade", "grade of the evidence; U: uncertain", "证据等级"),
        Field("origin", "text", "file and line, article, grade and source", "来源"),
        Field("table", "name", "table", "表"),
        Field("column", "name", "column", "字段"),
        Field("meaning", "text", "what the column holds", "含义"),
        Field("chinese", "text", "its name in Chinese", "中文名称"),
        *(Field(one.name, one.unit, one.meaning, one.zh) for one in COLUMNS),
    )
}
