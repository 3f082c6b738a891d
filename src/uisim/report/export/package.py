"""A bundle for an archive: CSV files that Frictionless and RO-Crate both describe."""

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from uisim.report.export.columns import Field
from uisim.report.export.tables import DATE, Results, Table, balance_words, described, is_number
from uisim.study.files import RESOLVED, RUN, write_text
from uisim.words import say

_MONTH = re.compile(r"\d{4}-\d{2}")
_CRATE = "ro-crate-metadata.json"
_MEDIA = {".csv": "text/csv", ".json": "application/json", ".yaml": "application/yaml"}


def write_package(folder: Path, results: Results, lang: str) -> None:
    """Write all tables as CSV (UTF-8, in fen), the run's own record, and both descriptions."""
    package = folder / "datapackage"
    package.mkdir()
    for table in results.tables:
        table.frame.to_csv(package / f"{table.name}.csv", index=False, lineterminator="\n")
    for name in (RUN, RESOLVED):
        if (results.folder / name).is_file():
            shutil.copyfile(results.folder / name, package / name)
    _write_json(
        package / "datapackage.json",
        {
            "profile": "tabular-data-package",
            "name": re.sub(r"[^a-z0-9._-]", "-", results.name.lower()),
            "title": results.title,
            "description": f"{say('The balance', lang)}: {balance_words(lang)}",
            "version": str(results.record.get("versions", {}).get("uisim", "")),
            "resources": [_resource(package, table, lang) for table in results.tables],
        },
    )
    _write_json(package / _CRATE, _crate(package, results, lang))


def _resource(package: Path, table: Table, lang: str) -> dict[str, Any]:
    content = (package / f"{table.name}.csv").read_bytes()
    fields = [_field(column, table.frame[column.name], lang) for column in table.columns]
    return {
        "profile": "tabular-data-resource",
        "name": re.sub(r"[^a-z0-9._-]", "-", table.name.lower()),
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _field(column: Field, values: "pd.Series[Any]", lang: str) -> dict[str, str]:
    if pd.api.types.is_bool_dtype(values):
        kind = "boolean"
    elif is_number(values):
        kind = "integer" if pd.api.types.is_integer_dtype(values) else "number"
    else:
        months = len(values) and values.astype(str).str.fullmatch(_MONTH).all()
        kind = "yearmonth" if months else "string"
    title = column.zh if lang == "zh" and column.zh else column.meaning
    unit = f" ({column.unit})" if column.unit else ""
    return {
        "name": column.name,
        "type": kind,
        "title": title,
        "description": f"{column.meaning}{unit}",
    }


def _crate(package: Path, results: Results, lang: str) -> dict[str, Any]:
    """Describe the bundle as an RO-Crate 1.1; its date is that of the law tables."""
    files = [path for path in sorted(package.iterdir()) if path.name != _CRATE]
    told = described(results, lang) | {say("Money", lang): say("in whole fen", lang)}
    software = {
        "@id": "#uisim",
        "@type": "SoftwareApplication",
        "name": "uisim",
        "softwareVersion": str(results.record.get("versions", {}).get("uisim", "")),
    }
    run = {
        "@id": "#run",
        "@type": "CreateAction",
        "name": results.title,
        "instrument": {"@id": "#uisim"},
        "result": [{"@id": path.name} for path in files],
    }
    licence = {
        "@id": "#licence",
        "@type": "CreativeWork",
        "name": say("No licence is stated", lang),
        "description": say("Whoever publishes these results says how they may be used", lang),
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": results.title,
        "description": "; ".join(f"{name}: {text}" for name, text in told.items()),
        "datePublished": DATE,
        "license": {"@id": "#licence"},
        "hasPart": [{"@id": path.name} for path in files],
        "mentions": {"@id": "#run"},
    }
    descriptor = {
        "@id": _CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    parts = [
        {
            "@id": path.name,
            "@type": "File",
            "name": path.name,
            "encodingFormat": _MEDIA[path.suffix],
            "contentSize": str(path.stat().st_size),
            "sha256": sha256(path.read_bytes()).hexdigest(),
        }
        for path in files
    ]
    return {
        "@context": "https://w3id.org/ro/crate/1.1/context",
        "@graph": [descriptor, root, *parts, licence, run, software],
    }


def _write_json(path: Path, value: dict[str, Any]) -> None:
    write_text(path, json.dumps(value, ensure_ascii=False, indent=2) + "\n")
