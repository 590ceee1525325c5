"""Which mapping a file belongs to, by its name and its header."""

from dataclasses import dataclass

from acre_home.refusals import Refused
from ingest.discover import ExportFile
from ingest.mapping import FileMapping
from ingest.scan import read_header


@dataclass(frozen=True)
class Recognised:
    """A file and the mapping that reads it."""

    file: ExportFile
    mapping: FileMapping


def recognise(file: ExportFile, mappings: list[FileMapping]) -> FileMapping | None:
    """Return the mapping that fits the file; None where no mapping knows its name.

    Of several that fit, the one that reads the most columns of the file is meant.
    Raises Refused where the name fits but a required column is missing, or two sources
    fit equally well.
    """
    by_name = [mapping for mapping in mappings if mapping.fits_name(file.name)]
    if not by_name:
        return None
    _, header = read_header(file.text)
    fitting = [
        m for m in by_name if not m.missing_columns(header) and m.is_marked_in(header)
    ]
    if not fitting:
        raise Refused(_missing_column(file, by_name, header))
    most = max(_columns_read(mapping, header) for mapping in fitting)
    fitting = [m for m in fitting if _columns_read(m, header) == most]
    sources = sorted({mapping.source for mapping in fitting})
    if len(sources) > 1:
        raise Refused(
            f"{file.name}: fits the sources {' and '.join(sources)}; choose one with"
            " --source."
        )
    return fitting[0]


def _columns_read(mapping: FileMapping, header: tuple[str, ...]) -> int:
    return len({c for field in mapping.fields for c in field.columns_in(header)})


def _missing_column(
    file: ExportFile, by_name: list[FileMapping], header: tuple[str, ...]
) -> str:
    nearest = min(by_name, key=lambda mapping: len(mapping.missing_columns(header)))
    missing = nearest.missing_columns(header)[0]
    return (
        f"{file.name}: column {' or '.join(missing.columns)} is missing, which the source"
        f" {nearest.source} needs for {nearest.entity.name}.{missing.field}; the header has"
        f" {', '.join(header[:8])}{' …' if len(header) > 8 else ''}. Add the column, or"
        " state another one in a mapping."
    )


def only_one_file_each(recognised: list[Recognised]) -> None:
    """Raise Refused where two files of one export are the same part of a source."""
    seen: dict[tuple[object, ...], str] = {}
    for item in recognised:
        mapping, file = item.mapping, item.file
        part = (file.exported_on, mapping.source, mapping.part)
        if part in seen:
            raise Refused(
                f"{file.name}: the export of {file.exported_on} holds {seen[part]} as well,"
                f" and both are {mapping.entity.name} of {mapping.source}; an export has one"
                " file for it: merge them or take one away."
            )
        seen[part] = file.name
