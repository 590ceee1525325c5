"""The blank template: one CSV per entity, header and an example row."""

import csv
from pathlib import Path

from acre_home.refusals import Refused
from ingest.contract import load_contract


def write_template(out: Path) -> list[Path]:
    """Write the template's files under `out` and return them.

    Raises Refused where one of them exists already.
    """
    entities = load_contract().entities.values()
    files = {entity: out / f"{entity.name}.csv" for entity in entities}
    for file in files.values():
        if file.exists():
            raise Refused(f"{file}: exists already; choose another folder.")
    out.mkdir(parents=True, exist_ok=True)
    for entity, file in files.items():
        with file.open("w", encoding="utf-8", newline="") as target:
            rows = csv.writer(target, lineterminator="\n")
            rows.writerow(field.name for field in entity.fields)
            rows.writerow(field.example for field in entity.fields)
    return list(files.values())
