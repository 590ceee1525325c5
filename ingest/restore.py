"""Giving an export back exactly as it was loaded."""

from datetime import date
from pathlib import Path

from acre_home.refusals import Refused
from ingest.archive import DamagedCopy, withdraw
from ingest.readable import given_name
from ingest.warehouse import open_warehouse


def restore(home: Path, exported_on: date, source: str | None, out: Path) -> list[Path]:
    """Write the files of the export of `exported_on` under `out`, byte for byte.

    Returns the files written. Raises Refused where there is no such export, several sources
    share a file name, or a file with other content stands in the way.
    """
    with open_warehouse(home, read_only=True) as con:
        rows = con.execute(
            "select source, file, file_hash from raw.batches where exported_on = $day"
            " and ($source is null or source = $source) order by source, file",
            {"day": exported_on, "source": source},
        ).fetchall()
    if not rows:
        of_source = f" from {source}" if source else ""
        raise Refused(
            f"No export of {exported_on}{of_source} was loaded; see python -m ingest status."
        )
    # Of a workbook every sheet is a batch.
    rows = sorted(
        {(source, given_name(file), file_hash) for source, file, file_hash in rows}
    )
    names = [file for _, file, _ in rows]
    shared = sorted({name for name in names if names.count(name) > 1})
    if shared:
        raise Refused(
            f"{shared[0]}: several sources have this file on {exported_on}; choose one with"
            " --source."
        )
    targets = [(file_hash, out / file) for _, file, file_hash in rows]
    for _, target in targets:
        if target.exists():
            raise Refused(f"{target}: exists already; restore into another folder.")
    for file_hash, target in targets:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            withdraw(home, file_hash, target)
        except FileNotFoundError as error:
            raise Refused(
                f"{home / 'exports'}: lacks the copy {file_hash}; put the folder back from"
                " a backup."
            ) from error
        except DamagedCopy as error:
            raise Refused(
                f"{home / 'exports'}: the copy {file_hash} of {target.name} is damaged; put"
                " the folder back from a backup."
            ) from error
    return [target for _, target in targets]
