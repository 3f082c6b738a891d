"""All that commands leave: folders, their files, and what the columns of each table hold."""

from typing import Final

from uisim.study.bands import BAND_COLUMNS, FIRST_HIT_COLUMNS, RISK_COLUMNS
from uisim.study.calibrate_files import PARAMETER_COLUMNS, SET_COLUMNS, TARGET_COLUMNS
from uisim.study.columns import GROUPS, MONTHLY, PROFILES, SUMMARY
from uisim.study.compare_files import (
    DIFFERENCE_COLUMNS,
    INDICATOR_COLUMNS,
    WATERFALL_COLUMNS,
    WINNER_COLUMNS,
)
from uisim.study.feedback_files import PATH_COLUMNS, ROUND_COLUMNS
from uisim.study.output import (
    ANSWER,
    BESIDE,
    REPORT,
    RESOLVED,
    RUN_FIELDS,
    RUN_JSON,
    SUMS,
    TIMING,
    Folder,
    Output,
)
from uisim.study.readings_files import COLUMNS as READING_COLUMNS
from uisim.study.solve_over import POINT_COLUMNS, ROOT_COLUMNS
from uisim.study.sweep_kept import ADDED_COLUMNS
from uisim.study.sweep_table import KEY, SWEEP_COLUMNS
from uisim.study.tables import ANY_KEY, Described
from uisim.study.variance import DRAW_COLUMNS, VARIANCE_COLUMNS
from uisim.study.workers import WORKERS

METHODS: Final = ("sobol", "morris", "lhs", "tornado", "regret")
"""What begins the names of the tables that `uisim sensitivity` adds to a sweep."""


RUN: Final = Folder(
    "A run",
    "一次运行",
    "uisim run",
    (
        Output(
            "monthly",
            ".csv, .parquet",
            "a row a replication and month",
            "每次重复每月一行",
            MONTHLY,
        ),
        Output(
            "groups",
            ".parquet",
            "a row a replication, month, city and kind of work; sums over a month equal `monthly`",
            "每次重复每月每市每就业类型一行；同月合计等于 monthly",
            GROUPS,
        ),
        Output(
            "profiles",
            ".parquet",
            "a row a replication, income decile, risk quintile and tenure, over the horizon",
            "每次重复按收入十分位、风险五分位和累计缴费年数各一行，为测算期合计",
            PROFILES,
        ),
        Output("summary", ".csv", "a row an indicator and group", "每个指标每个分组一行", SUMMARY),
        Output(
            "workers",
            ".parquet",
            "with `--workers`: a row a simulated worker; figures are hers alone",
            "使用 `--workers` 时：每个模拟个体一行，数值为其本人",
            WORKERS,
        ),
        Output(
            "bands",
            ".parquet",
            "of several replications: a row a month and column",
            "多次重复时：每月每列一行",
            BAND_COLUMNS,
        ),
        Output(
            "risk",
            ".csv",
            "of several replications: a row a month and event",
            "多次重复时：每月每个事件一行",
            RISK_COLUMNS,
        ),
        Output(
            "first_hits",
            ".csv",
            "of several replications: a row an event",
            "多次重复时：每个事件一行",
            FIRST_HIT_COLUMNS,
        ),
        Output(
            "draws",
            ".csv",
            "with `--draws`: a row a draw and key",
            "使用 `--draws` 时：每次抽样每个参数一行",
            DRAW_COLUMNS,
        ),
        Output(
            "variance",
            ".csv",
            "with `--draws`: a row an indicator and group",
            "使用 `--draws` 时：每个指标每个分组一行",
            VARIANCE_COLUMNS,
        ),
        *BESIDE,
        Output(
            "charts/",
            "",
            "with `uisim report --charts`: each chart",
            "使用 `uisim report --charts` 时：各图表",
        ),
        Output(
            "beside/",
            "",
            "with `uisim report --complete`: what was played beside the run",
            "使用 `uisim report --complete` 时：另行运行的情景",
        ),
        TIMING,
    ),
)
COMPARISON: Final = Folder(
    "A comparison",
    "一次比较",
    "uisim compare",
    (
        Output(
            "indicators",
            ".csv",
            "a row a scenario, indicator and group; the differences of the first are empty",
            "每个情景每个指标每个分组一行；第一个情景的差为空",
            INDICATOR_COLUMNS,
        ),
        Output(
            "differences",
            ".parquet",
            "a row a scenario but the first, month and column",
            "除第一个情景外，每个情景每月每列一行",
            DIFFERENCE_COLUMNS,
        ),
        Output(
            "winners",
            ".csv",
            "a row a scenario and group: what is paid to and for her less her own contributions, "
            "a year of membership",
            "每个情景每个分组一行：每参保人年的待遇、代缴医疗保险费和补贴减个人缴费",
            WINNER_COLUMNS,
        ),
        Output(
            "waterfall",
            ".csv",
            "with `--waterfall`: a row a scenario, indicator and group of changed keys",
            "使用 `--waterfall` 时：每个情景每个指标每组变动参数一行",
            WATERFALL_COLUMNS,
        ),
        Output(
            "first_difference",
            ".json",
            "with `--first-difference`: the first life that parts, by scenario",
            "使用 `--first-difference` 时：各情景最先出现差别的个人历程",
        ),
        Output("NAME.resolved", ".yaml", RESOLVED.meaning, RESOLVED.zh),
        RUN_JSON,
        SUMS,
        TIMING,
        REPORT,
    ),
)
SWEEP: Final = Folder(
    "A sweep",
    "一次参数扫描",
    "uisim sweep",
    (
        Output(
            "sweep",
            ".parquet",
            "a row a cell, replication, indicator and group",
            "每格每次重复每个指标每个分组一行",
            {"cell": SWEEP_COLUMNS["cell"], ANY_KEY: KEY, **SWEEP_COLUMNS},
        ),
        Output(
            "METHOD-INDICATOR",
            ".csv, .parquet",
            "with `uisim sensitivity`: a row a key (sobol: first, total; lhs: first; morris: mu, "
            "mu_star, sigma; tornado: base to swing) or, of regret, a decision (mean to worlds)",
            "执行 `uisim sensitivity` 后：每个参数一行（sobol：first、total；lhs：first；"
            "morris：mu、mu_star、sigma；tornado：base 至 swing），regret 则每个决策一行"
            "（mean 至 worlds）",
            {**ADDED_COLUMNS, ANY_KEY: KEY},
        ),
        Output(
            "design", ".json", "the cells: keys, values, sample", "各格的设计：参数、取值、抽样"
        ),
        Output(
            "cells/NUMBER", ".parquet", "a cell each; manifest.csv has their hashes", "每格一个文件"
        ),
        Output(
            "run",
            ".json",
            "where the results come from",
            "结果的来历",
            {
                "sweep": Described("name", "name of the folder", "参数扫描名称"),
                "design": Described("fields", "as in design.json", "设计"),
                "added": Described(
                    "fields", "tables of `uisim sensitivity`: what was asked", "所加表格的提问"
                ),
                "note": RUN_FIELDS["note"],
                "outputs": RUN_FIELDS["outputs"],
            },
        ),
        SUMS,
        RESOLVED,
        TIMING,
        REPORT,
        Output(
            "explorer",
            ".html",
            "only after `uisim report`: levers in a browser, in both languages",
            "执行 `uisim report` 后：可在浏览器中移动参数的页面，中英双语",
        ),
    ),
)
SOLUTION: Final = Folder(
    "A target solved",
    "求解目标",
    "uisim solve",
    (
        Output("points", ".csv, .parquet", "a row a point played", "每个运行点一行", POINT_COLUMNS),
        Output("roots", ".csv, .parquet", "a row a solution", "每个解一行", ROOT_COLUMNS),
        ANSWER,
        *BESIDE,
    ),
)
READINGS: Final = Folder(
    "Readings of the open clauses",
    "不明条文的各种理解",
    "uisim readings",
    (
        Output("readings", ".csv, .parquet", "a row a reading", "每种理解一行", READING_COLUMNS),
        ANSWER,
        *BESIDE,
    ),
)
FEEDBACK: Final = Folder(
    "A path that follows the fund",
    "随基金调整的路径",
    "uisim feedback",
    (
        Output(
            "path",
            ".csv, .parquet",
            "a row a replication and decision",
            "每次重复每次决策一行",
            PATH_COLUMNS,
        ),
        Output(
            "rounds",
            ".csv, .parquet",
            "a row a replication and round",
            "每次重复每轮一行",
            ROUND_COLUMNS,
        ),
        *(
            Output(
                output.name,
                output.endings,
                "as of a run, under the path settled on",
                "与一次运行相同，采用最终路径",
            )
            for output in RUN.outputs[:4]
        ),
        ANSWER,
        *BESIDE,
    ),
)
CALIBRATION: Final = Folder(
    "A calibration",
    "一次校准",
    "uisim calibrate",
    (
        Output(
            "parameters",
            ".csv, .parquet",
            "a row an uncertain key",
            "每个不确定参数一行",
            PARAMETER_COLUMNS,
        ),
        Output("targets", ".csv, .parquet", "a row a target", "每个目标一行", TARGET_COLUMNS),
        Output(
            "set",
            ".csv, .parquet",
            "a row a point that the targets leave",
            "目标所保留的每个点一行",
            SET_COLUMNS,
        ),
        Output("calibrated", ".yaml", "a scenario that others extend", "可供继承的情景"),
        ANSWER,
        *BESIDE,
    ),
)
FOLDERS: Final = (RUN, COMPARISON, SWEEP, SOLUTION, READINGS, FEEDBACK, CALIBRATION)
_BY_TABLE: Final = {
    output.name: output.columns
    for folder in FOLDERS
    for output in folder.outputs
    if output.columns and output.endings != ".json"
}


def column_of(table: str, column: str) -> Described | None:
    """What a column holds, by the table's name without ending; None if no command writes it."""
    added = table.partition("-")[0] in METHODS
    columns = _BY_TABLE["METHOD-INDICATOR"] if added else _BY_TABLE.get(table, {})
    return columns.get(ANY_KEY if "." in column else column)
