"""Mappings: which file of which CRM feeds which entity, as YAML; no CRM is known to Python.

A mapping file names a source and, per file, `entity`, `stems` (patterns of the file name
without its ending), optional `marked_by` (columns without which a file of that name is
another source's), `leave_out` (column: values whose rows are not records,
unless a column of `keep_filled` is filled), `thousands` and `decimal` signs, `encoding`, and `fields`. A field takes a column name, a list of
alternatives, or a table: `column` or `join` + `with`, `values` + `otherwise`, `only` (pattern),
`filled` (the value where the column is filled), `when` (column: values), `dates` (strptime format), `divide_by`.
"""

import codecs
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from acre_home.refusals import Refused, WrongUsage
from ingest.contract import Contract, Entity

SHIPPED = Path(__file__).resolve().parent / "sources"

FILE_KEYS = {
    "entity",
    "stems",
    "fields",
    "columns_are_fields",
    "marked_by",
    "leave_out",
    "keep_filled",
    "thousands",
    "decimal",
    "encoding",
}
FIELD_KEYS = {
    "column",
    "join",
    "with",
    "values",
    "otherwise",
    "only",
    "filled",
    "when",
    "dates",
    "divide_by",
}
KINDS = {
    str: "a text",
    dict: "a table of keys and values",
    list: "a list",
    int: "a number",
}
FILE_KINDS = {
    "entity": str,
    "fields": dict,
    "leave_out": dict,
    "thousands": str,
    "decimal": str,
    "encoding": str,
}
FIELD_KINDS = {
    "with": str,
    "values": dict,
    "otherwise": str,
    "only": str,
    "filled": str,
    "when": dict,
    "dates": str,
    "divide_by": str,
}


def column_of(header: tuple[str, ...], column: str) -> str | None:
    """Return the name in `header` that is `column`, in upper or lower case."""
    wanted = column.casefold()
    return next((name for name in header if name.casefold() == wanted), None)


@dataclass(frozen=True)
class FieldMapping:
    """How one field is filled; `columns` are alternatives, or parts where `joined_by` is set."""

    field: str
    columns: tuple[str, ...]
    joined_by: str | None = None
    values: tuple[tuple[str, str], ...] = ()
    otherwise: str | None = None
    only: str | None = None
    filled: str | None = None
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dates: str | None = None
    divide_by: int | None = None

    def columns_in(self, header: tuple[str, ...]) -> tuple[str, ...]:
        """Return the columns of `header` that feed the field; empty where none does."""
        present = tuple(found for c in self.columns if (found := column_of(header, c)))
        return present if self.joined_by is not None else present[:1]


@dataclass(frozen=True)
class FileMapping:
    """How one kind of file of a source feeds one entity; `text` is the mapping it is from."""

    source: str
    entity: Entity
    stems: tuple[str, ...]
    fields: tuple[FieldMapping, ...]
    marked_by: tuple[str, ...] = ()
    leave_out: tuple[tuple[str, tuple[str, ...]], ...] = ()
    keep_filled: tuple[str, ...] = ()
    thousands: str = ""
    decimal: str | None = None
    encoding: str | None = None
    text: str = field(default="", repr=False, compare=False)

    @property
    def decimal_sign(self) -> str:
        """The sign before decimals; a point where none is stated."""
        return self.decimal or "."

    @property
    def part(self) -> str:
        """Name of this kind of file within its source."""
        return self.stems[0]

    def fits_name(self, file: str) -> bool:
        """Tell whether the name of a file or of its sheet is one of `stems`, endings aside."""
        book, _, sheet = file.partition("#")
        names = {PurePosixPath(book).stem.casefold(), sheet.casefold()} - {""}
        return any(
            fnmatchcase(name, pattern.casefold())
            for name in names
            for pattern in self.stems
        )

    def is_marked_in(self, header: tuple[str, ...]) -> bool:
        """Tell whether `header` has the columns that set the source apart."""
        return all(column_of(header, column) for column in self.marked_by)

    def missing_columns(self, header: tuple[str, ...]) -> list[FieldMapping]:
        """Return the required fields that no column of `header` feeds."""
        return [
            field
            for field in self.fields
            if field.field in self.entity.required and not field.columns_in(header)
        ]


def load_mappings(
    contract: Contract, home: Path, extra: Path | None = None
) -> list[FileMapping]:
    """Return shipped mappings, then those of `home`/mappings, then `extra`.

    A later mapping of the same name replaces an earlier one.
    Raises Refused where a mapping is not as the module's description says.
    """
    files = sorted(SHIPPED.glob("*.yml")) + sorted((home / "mappings").glob("*.yml"))
    if extra is not None:
        if not extra.is_file():
            raise WrongUsage(f"--mapping {extra}: there is no such file.")
        files.append(extra)
    by_source: dict[str, list[FileMapping]] = {}
    for file in files:
        source, mappings = _read(file, contract)
        by_source[source] = mappings
    return [mapping for mappings in by_source.values() for mapping in mappings]


def _read(file: Path, contract: Contract) -> tuple[str, list[FileMapping]]:
    try:
        return read_mapping(file, file.read_text(encoding="utf-8"), contract)
    except UnicodeDecodeError as error:
        raise Refused(f"{file}: is not UTF-8 text ({error}); mend it.") from error


def read_mapping(
    file: Path, text: str, contract: Contract
) -> tuple[str, list[FileMapping]]:
    """Return the source that `text`, the content of `file`, names, and its mappings.

    Raises Refused where it is not as the module's description says.
    """
    try:
        # All scalars are text: Yes, No, 01 and 1.10 mean what is written.
        content = yaml.load(text, Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        place = " ".join(str(error).split())
        raise Refused(f"{file}: is not readable as YAML ({place}); mend it.") from error
    if not isinstance(content, dict) or not {"name", "files"} <= content.keys():
        raise Refused(f"{file}: a mapping needs the keys name and files; add them.")
    _check(file, "files", content["files"], list)
    source = str(content["name"])
    return source, [
        replace(_file_mapping(file, source, item, contract), text=text)
        for item in content["files"]
    ]


def _check(file: Path, key: str, given: Any, kind: type) -> None:
    """Raise Refused where a key of a mapping holds something of another kind."""
    if not isinstance(given, kind) or given in ([], 0):
        raise Refused(
            f"{file}: {key} is to be {KINDS[kind]}, not {given!r}; see CONTRIBUTING.md."
        )


def _file_mapping(
    file: Path, source: str, item: dict[str, Any], contract: Contract
) -> FileMapping:
    _check(file, "an entry of files", item, dict)
    for key in item.keys() & FILE_KINDS.keys():
        _check(file, key, item[key], FILE_KINDS[key])
    unknown = {str(key) for key in item.keys() - FILE_KEYS}
    if unknown or "entity" not in item or not item.get("stems"):
        what = f"unknown key {min(unknown)}" if unknown else "entity or stems missing"
        known = ", ".join(sorted(FILE_KEYS))
        raise Refused(f"{file}: {what}; a file entry takes {known}.")
    if item["entity"] not in contract.entities:
        known = ", ".join(contract.entities)
        raise Refused(
            f"{file}: {item['entity']} is not an entity; the entities are {known}."
        )
    entity = contract.entities[item["entity"]]
    given = {name: _field_mapping(file, name, how) for name, how in _fields(item)}
    stray = given.keys() - {field.name for field in entity.fields}
    if stray:
        raise Refused(
            f"{file}: {entity.name} has no field {min(map(str, stray))};"
            " see the contract in dbt_project/models/staging/sources.yml."
        )
    if item.get("columns_are_fields") == "true":
        own = {f.name: FieldMapping(f.name, (f.name,)) for f in entity.fields}
        given = own | given
    return FileMapping(
        source=source,
        entity=entity,
        stems=_texts(item["stems"]),
        fields=tuple(given.values()),
        marked_by=_texts(item.get("marked_by", [])),
        leave_out=_conditions(item.get("leave_out", {})),
        keep_filled=_texts(item.get("keep_filled", [])),
        thousands=item.get("thousands", ""),
        decimal=item.get("decimal"),
        encoding=_encoding(file, item),
    )


def _encoding(file: Path, item: dict[str, Any]) -> str | None:
    given = item.get("encoding")
    if given is None:
        return None
    try:
        return codecs.lookup(given).name
    except LookupError as error:
        raise Refused(
            f"{file}: {given} is no encoding; say UTF-8, GB18030, Big5 or Windows-1252."
        ) from error


def stated_encoding(mappings: Iterable[FileMapping]) -> Callable[[str], str | None]:
    """Return what gives the encoding that a mapping states for a file of a name."""
    stating = [mapping for mapping in mappings if mapping.encoding]

    def of(name: str) -> str | None:
        fitting = [mapping for mapping in stating if mapping.fits_name(name)]
        return fitting[-1].encoding if fitting else None

    return of


def _fields(item: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    fields = item.get("fields") or {}
    return fields.items()


def _field_mapping(file: Path, field: str, how: Any) -> FieldMapping:
    if not isinstance(how, dict):
        return FieldMapping(field, _texts(how))
    unknown = how.keys() - FIELD_KEYS
    if unknown or ("column" in how) == ("join" in how):
        known = ", ".join(sorted(FIELD_KEYS))
        raise Refused(
            f"{file}: field {field} needs either column or join,"
            f" and takes no keys but {known}; mend it."
        )
    for key in how.keys() & FIELD_KINDS.keys():
        _check(file, f"{key} of field {field}", how[key], FIELD_KINDS[key])
    if "dates" in how and not _is_date_format(how["dates"]):
        raise Refused(
            f"{file}: dates of field {field} is to be a format with a year, %m and %d, such"
            f" as %d.%m.%Y, not {how['dates']!r}; mend it."
        )
    return FieldMapping(
        field=field,
        columns=_texts(how.get("column", how.get("join"))),
        joined_by=how.get("with", " ") if "join" in how else None,
        values=tuple((str(k), str(v)) for k, v in how.get("values", {}).items()),
        otherwise=how.get("otherwise"),
        only=how.get("only"),
        filled=how.get("filled"),
        when=_conditions(how.get("when", {})),
        dates=how.get("dates"),
        divide_by=_whole_number(file, field, how.get("divide_by")),
    )


def _whole_number(file: Path, field: str, given: str | None) -> int | None:
    if given is None:
        return None
    if not given.isdecimal() or not int(given):
        raise Refused(
            f"{file}: divide_by of field {field} is to be a number, not {given!r};"
            " see CONTRIBUTING.md."
        )
    return int(given)


def _is_date_format(given: str) -> bool:
    directives = re.findall("%(.?)", given)
    has_day = {"Y", "y"} & {*directives} and {"m", "d"} <= {*directives}
    return bool(has_day) and {*directives} <= {*"YymdHMSpIfz%"}


def _conditions(given: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((column, _texts(values)) for column, values in given.items())


def _texts(given: Any) -> tuple[str, ...]:
    return tuple(str(x) for x in (given if isinstance(given, list) else [given]))
