"""A file that a command leaves, a folder of them, and the files that lie in many folders."""

from types import MappingProxyType
from typing import Final, NamedTuple

from uisim.study.tables import Columns, Described


class Output(NamedTuple):
    """A file: its name without ending, its endings, what it holds.

    columns: of a table, or the fields of a JSON file.
    """

    name: str
    endings: str
    meaning: str
    zh: str
    columns: Columns = MappingProxyType({})


class Folder(NamedTuple):
    """A folder of results: who leaves it, and what lies in it."""

    title: str
    zh: str
    command: str
    outputs: tuple[Output, ...]


SUMS = Output("SHA256SUMS", "", "hash of every file, as sha256sum writes it", "各文件的散列值")
TIMING = Output(
    "timing",
    ".json",
    "times of day and durations, with a hash of its own",
    "时刻与用时，附自身的散列值",
)
RESOLVED = Output(
    "scenario.resolved",
    ".yaml",
    "every value of the scenario, with the file and line, or the law table, it came from",
    "情景的每个数值及其出处（文件与行，或法规表）",
)
REPORT = Output(
    "report", ".html", "only after `uisim report`: the page", "执行 `uisim report` 后的报告"
)
RUN_FIELDS: Final = {
    "scenario": Described("name", "name of the scenario or of the folder", "情景"),
    "seed": Described("number", "seed of all chance", "随机种子"),
    "replications": Described("number", "replications played", "重复次数"),
    "engine": Described("name", "clock that played: compiled or reference", "引擎"),
    "study": Described(
        "fields", "precision reached, draws, or what was compared and how", "研究的说明"
    ),
    "versions": Described("fields", "version of Python and of each package", "版本"),
    "note": Described("text", "how a balance below 0 is read", "说明"),
    "inputs": Described("fields", "hash of each file read", "输入文件的散列值"),
    "outputs": Described("fields", "hash of each file written", "输出文件的散列值"),
    "identities": Described(
        "list", "each identity of the books where it holds worst; residual 0: it holds", "恒等式"
    ),
}
RUN_JSON = Output("run", ".json", "where the results come from", "结果的来历", RUN_FIELDS)
ANSWER = Output("answer", ".json", "the answer and all tables, in one file", "结果与全部表格")
BESIDE = (RUN_JSON, SUMS, RESOLVED, REPORT)
