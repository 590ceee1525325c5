"""From the texts of a file to typed records: the SQL of one file's mapping.

Two expressions a field: its text (column choice, joins, translations) and its typed value.
A text that has no typed value is a problem and rejects its record.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.contract import Field
from ingest.dates import ISO, date_expression, readable_format
from ingest.mapping import FieldMapping, FileMapping
from ingest.warehouse import row_hash

VALUE_LIMIT = 200
BLANKS = " \t\r\n\u00a0\u3000"
REASONS = {
    "date": "is not a day in {format}; write it as yyyy-mm-dd or state dates: in the mapping",
    "integer": "is not a whole number; write digits only",
    "decimal": "is not a number; write digits and a point only",
    "boolean": "is neither true nor false; write true or false",
}


@dataclass(frozen=True)
class FileColumns:
    """SQL names of a file's columns: `c0`, `c1` … in the order of its header."""

    header: tuple[str, ...]
    has_edge_blanks: bool

    def text(self, column: str) -> str:
        """Return SQL for the trimmed text of `column`, null where blank or absent."""
        if column not in self.header:
            return "null::varchar"
        name = f"c{self.header.index(column)}"
        if not self.has_edge_blanks:
            return name
        return f"nullif(trim({name}, {literal(BLANKS)}), '')"


def literal(text: str) -> str:
    """Return `text` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def used_columns(mapping: FileMapping, header: tuple[str, ...]) -> list[str]:
    """Return the columns of `header` that the mapping reads, in order."""
    used = {column for field in mapping.fields for column in field.columns_in(header)}
    conditions = [*mapping.leave_out, *(c for f in mapping.fields for c in f.when)]
    used |= {column for column, _ in conditions}
    return [column for column in header if column in used]


def text_expression(field: FieldMapping, file: FileColumns) -> str:
    """Return SQL for the field's text after choice, joining, conditions and translation."""
    columns = [file.text(column) for column in field.columns_in(file.header)]
    if not columns:
        return "null::varchar"
    text = columns[0]
    if field.joined_by is not None:
        parts = f"concat_ws({', '.join([literal(field.joined_by), *columns])})"
        text = f"nullif(trim({parts}), '')"
    for column, values in field.when:
        text = f"case when {_is_one_of(file.text(column), values)} then {text} end"
    if field.only is not None:
        text = f"case when {text} glob {literal(field.only)} then {text} end"
    return _translated(text, field)


def _translated(text: str, field: FieldMapping) -> str:
    if not field.values and field.otherwise is None:
        return text
    cases = " ".join(
        f"when {literal(given.casefold())} then {literal(meant)}"
        for given, meant in field.values
    )
    other = text if field.otherwise is None else literal(field.otherwise)
    return f"case when {text} is not null then case lower({text}) {cases} else {other} end end"


def _is_one_of(text: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(literal(value.casefold()) for value in values)
    return f"lower({text}) in ({listed})"


def typed_expression(
    field: Field, given: FieldMapping, mapping: FileMapping, date_format: str
) -> str:
    """Return SQL for the field's typed value, null where its text has none."""
    text = f"text.{field.name}"
    if field.data_type == "date":
        return date_expression(text, date_format)
    if field.data_type == "boolean":
        words = f"case {text} when '是' then true when '否' then false end"
        return f"coalesce(try_cast({text} as boolean), {words})"
    if field.data_type == "varchar":
        return _allowed(text, field)
    number = _plain_number(text, mapping)
    if field.data_type == "integer":
        whole = f"try_cast({number} as double) % 1 = 0"
        return f"case when {whole} then try_cast({number} as integer) end"
    if given.divide_by:
        number = f"try_cast({number} as decimal(18, 6)) / {given.divide_by}"
    return f"try_cast({number} as {field.data_type})"


def _allowed(text: str, field: Field) -> str:
    if not field.allowed:
        return text
    exact = ", ".join(literal(value) for value in field.allowed)
    cases = " ".join(
        f"when {literal(value.casefold())} then {literal(value)}"
        for value in field.allowed
    )
    return f"case when {text} in ({exact}) then {text} else case lower({text}) {cases} end end"


def _plain_number(text: str, mapping: FileMapping) -> str:
    if mapping.thousands:
        text = f"replace({text}, {literal(mapping.thousands)}, '')"
    if mapping.decimal != ".":
        text = f"replace({text}, {literal(mapping.decimal)}, '.')"
    return text


def typed_select(
    mapping: FileMapping, file: FileColumns, date_formats: dict[str, str]
) -> str:
    """Return the select that turns `numbered` into typed records.

    Columns: record_number, the entity's fields, is_left_out, is_refused,
    problem (struct of field, value, reason; null where the record is sound).
    """
    given = {field.field: field for field in mapping.fields}
    texts, values = [], []
    for field in mapping.entity.fields:
        how = given.get(field.name, FieldMapping(field.name, ()))
        texts.append(f'{text_expression(how, file)} as "{field.name}"')
        value = typed_expression(field, how, mapping, date_formats.get(field.name, ISO))
        values.append(f'({value})::{field.data_type} as "{field.name}"')
    left_out = " or ".join(_is_one_of(file.text(c), v) for c, v in mapping.leave_out)
    is_left_out = f"coalesce({left_out}, false)" if left_out else "false"
    return f"""
        with text as (
            select record_number, {is_left_out} as is_left_out, {", ".join(texts)}
            from numbered
        ),
        typed as (
            select record_number, is_left_out, {", ".join(values)},
                is_left_out or {" or ".join(_conditions(mapping, date_formats)) or "false"}
                    as is_refused,
                {_problem(mapping, date_formats)} as problem
            from text
        )
        select *, {row_hash(mapping.entity)} as row_hash from typed
    """


def _problem(mapping: FileMapping, date_formats: dict[str, str]) -> str:
    cases = " ".join(
        f"when {condition} then {{'field': {literal(field.name)},"
        f" 'value': text.{field.name}[:{VALUE_LIMIT}], 'reason': {literal(reason)}}}"
        for condition, field, reason in _problems(mapping, date_formats)
    )
    return (
        "case when is_left_out then {'field': null::varchar, 'value': null::varchar,"
        f" 'reason': {literal(_left_out_reason(mapping))}}} {cases} end"
    )


def _conditions(mapping: FileMapping, date_formats: dict[str, str]) -> list[str]:
    return [f"({condition})" for condition, _, _ in _problems(mapping, date_formats)]


def text_counts(mapping: FileMapping, file: FileColumns) -> str:
    """Return the select of how many rows of `numbered` have a text, per field and in all."""
    given = {field.field: field for field in mapping.fields}
    counts = [
        f"count({text_expression(given.get(f.name, FieldMapping(f.name, ())), file)})"
        for f in mapping.entity.fields
    ]
    return f"select count(*), {', '.join(counts)} from numbered"


def _left_out_reason(mapping: FileMapping) -> str:
    rules = ", ".join(f"{c} = {' / '.join(v)}" for c, v in mapping.leave_out)
    return f"left out by the mapping of {mapping.source} ({rules})"


def _problems(
    mapping: FileMapping, date_formats: dict[str, str]
) -> Iterator[tuple[str, Field, str]]:
    """Yield what can be wrong with a record: SQL condition, field, reason."""
    given = {field.field: field for field in mapping.fields}
    for field in mapping.entity.fields:
        text = f"text.{field.name}"
        how = given.get(field.name)
        if how is None:
            continue
        if field.is_required:
            yield f"{text} is null", field, "is blank; fill it in"
        date_format = date_formats.get(field.name, ISO)
        value = typed_expression(field, how, mapping, date_format)
        if value != text:
            reason = _type_reason(field, date_format)
            yield f"{text} is not null and ({value}) is null", field, reason


def _type_reason(field: Field, date_format: str) -> str:
    if field.allowed:
        return f"is not one of {', '.join(field.allowed)}; correct it or map it"
    kind = field.data_type.split("(")[0]
    return REASONS[kind].format(format=readable_format(date_format))
