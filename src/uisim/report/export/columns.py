"""What the columns of exported tables hold: name, unit, meaning, heading in Chinese."""

from typing import Final, NamedTuple

from uisim.study.outputs import column_of
from uisim.study.tables import Described


class Field(NamedTuple):
    """A column of a table: name, unit, what it holds; zh: heading in Chinese, empty if none."""

    name: str
    unit: str
    meaning: str
    zh: str = ""

    @property
    def is_yuan(self) -> bool:
        """Whether it holds money in yuan."""
        return self.unit in ("yuan", "yuan a year")


ADDED: Final = {
    "years": {
        "replication": Described("number", "repetition of the run", "重复编号"),
        "year": Described("year", "calendar year", "年度"),
        "months": Described("months", "months of the year that were played", "月数"),
        "members": Described("people", "members at the year's end", "参保人数"),
        "contributors": Described(
            "people", "members who contribute, at the year's end", "缴费人数"
        ),
        "claimants": Described("people", "months paid, mean of the year's months", "领取人数"),
        "income_fen": Described("fen", "contributions, subsidy and interest", "收入"),
        "outgo_fen": Described("fen", "benefits and administration", "支出"),
        "net_flow_fen": Described("fen", "income less outgo", "当期结余"),
        "balance_fen": Described("fen", "balance at the year's end", "累计结余"),
        "reserve_months": Described("months", "balance in mean months of outgo", "备付月数"),
    },
    "assumptions": {
        "key": Described("name", "key of the scenario", "参数"),
        "value": Described("as in the scenario", "value in the run", "数值"),
        "grade": Described("grade", "grade of the evidence; U: uncertain", "证据等级"),
        "source": Described("text", "article, source and note", "依据"),
        "origin": Described("text", "file and line, or where else it was set", "设定之处"),
    },
    "columns": {
        "table": Described("name", "table", "表"),
        "column": Described("name", "column", "字段"),
        "unit": Described("name", "unit of its values", "单位"),
        "meaning": Described("text", "what the column holds", "含义"),
        "chinese": Described("text", "its name in Chinese", "中文名称"),
    },
}
"""Tables that an export adds to those of the results."""


def field_of(table: str, column: str, said: Described | None = None) -> Field:
    """Describe a column: as every command does, else as its file says, else by its name alone."""
    own = ADDED.get(table, {}).get(column)
    found = own or column_of(table, column) or said
    unit = "fen" if column.endswith("_fen") else ""
    return Field(column, *(found or (unit, column.replace("_", " "))))
