"""From the texts of a file to typed records: the SQL of one file's mapping.

Two expressions a field: its text (column choice, joins, translations) and its typed value.
A text that has no typed value is a problem and rejects its record.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from acre_home.sql import literal
from ingest.contract import Field
from ingest.dates import ISO, date_expression, readable_format
from ingest.invisibles import INVISIBLE
from ingest.mapping import FieldMapping, FileMapping, column_of
from ingest.numbers import number_expression
from ingest.warehouse import row_hash

VALUE_LIMIT = 200
BLANKS = " \t\r\n\u00a0\u3000"
REASONS = {
    "date": "is not a day in {format}; write it as yyyy-mm-dd or state dates: in the mapping",
    "integer": "is not a whole number; write digits only",
    "decimal": "is not a number; write digits and a point only",
    "too large": "is too large for this field; correct it",
    "boolean": "is neither true nor false; write true or false",
}
ERROR_CELLS = (
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "NULL",
)  # fmt: skip
NO_NUMBER = ("-", "–", "—")
SHORTENED = (
    "is an ID that a spreadsheet wrote with an exponent, so its digits are lost; export it"
    " as text"
)
LARGEST = {"integer": 2**31, "decimal": 10**16}


def is_error_cell(text: str) -> str:
    """Return SQL for whether a text is an error that a spreadsheet or database wrote."""
    return f"{text} in ({', '.join(map(literal, ERROR_CELLS))})"


@dataclass(frozen=True)
class FileColumns:
    """SQL names of a file's columns: `c0`, `c1` … in the order of its header.

    From `to_clean` invisible characters are taken out; errors that a spreadsheet wrote
    are blanks.
    """

    header: tuple[str, ...]
    has_edge_blanks: bool
    to_clean: frozenset[str] = frozenset()
    has_error_cells: bool = False

    def sql_name(self, column: str) -> str:
        """Return the SQL name of a column of the header."""
        return f"c{self.header.index(column)}"

    def text(self, column: str) -> str:
        """Return SQL for the trimmed text of `column`, null where blank or absent."""
        found = column_of(self.header, column)
        if found is None:
            return "null::varchar"
        name = self.sql_name(found)
        if found in self.to_clean:
            name = f"translate({name}, {literal(INVISIBLE)}, '')"
        elif not self.has_edge_blanks:
            return self._without_errors(name)
        return self._without_errors(f"nullif(trim({name}, {literal(BLANKS)}), '')")

    def _without_errors(self, text: str) -> str:
        if not self.has_error_cells:
            return text
        return f"case when not ({is_error_cell(text)}) then {text} end"


def used_columns(mapping: FileMapping, header: tuple[str, ...]) -> list[str]:
    """Return the columns of `header` that the mapping reads, in order."""
    used = {column for field in mapping.fields for column in field.columns_in(header)}
    conditions = [*mapping.leave_out, *(c for f in mapping.fields for c in f.when)]
    columns = [*(column for column, _ in conditions), *mapping.keep_filled]
    used |= {found for column in columns if (found := column_of(header, column))}
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
    if field.filled is not None:
        text = f"case when {text} is not null then {literal(field.filled)} end"
    return _translated(text, field)


def _translated(text: str, field: FieldMapping) -> str:
    if not field.values:
        return text if field.otherwise is None else literal(field.otherwise)
    cases = " ".join(
        f"when {literal(given.casefold())} then {literal(meant)}"
        for given, meant in field.values
    )
    other = text if field.otherwise is None else literal(field.otherwise)
    return f"case lower({text}) {cases} else {other} end"


def _shortened(text: str) -> str:
    """Whether an ID is a number that a spreadsheet wrote with an exponent."""
    return f"coalesce(regexp_full_match({text}, '\\d+([.,]\\d+)?[eE]\\+\\d+'), false)"


def _is_one_of(text: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(literal(value.casefold()) for value in values)
    return f"lower({text}) in ({listed})"


def typed_expression(
    field: Field, given: FieldMapping, mapping: FileMapping, date_format: str
) -> str:
    """Return SQL for the field's typed value, null where its text has none."""
    text = field.name
    if field.data_type == "date":
        return date_expression(text, date_format)
    if field.data_type == "boolean":
        words = f"case {text} when '是' then true when '否' then false end"
        return f"coalesce(try_cast({text} as boolean), {words})"
    if field.data_type == "varchar":
        return _allowed(text, field)
    number = number_expression(text, mapping)
    if field.data_type == "integer":
        return f"case when ({number}) % 1 = 0 then try_cast(({number}) as integer) end"
    if given.divide_by:
        number = f"({number}) / {given.divide_by}"
    return f"try_cast(({number}) as {field.data_type})"


def _allowed(text: str, field: Field) -> str:
    if not field.allowed:
        return text
    exact = ", ".join(literal(value) for value in field.allowed)
    cases = " ".join(
        f"when {literal(value.casefold())} then {literal(value)}"
        for value in field.allowed
    )
    return f"case when {text} in ({exact}) then {text} else case lower({text}) {cases} end end"


@dataclass(frozen=True)
class Translation:
    """How the rows of one file become records; `date_formats` are by field."""

    mapping: FileMapping
    file: FileColumns
    date_formats: dict[str, str]

    def typed_select(self) -> str:
        """Return the select of record_number, typed fields and row_hash from `numbered`."""
        values = [
            f'({self._value(field)})::{field.data_type} as "{field.name}"'
            for field in self.mapping.entity.fields
        ]
        return f"""
            with text as ({self._text_select()}),
            typed as (select record_number, {", ".join(values)} from text)
            select *, {row_hash(self.mapping.entity)} as row_hash from typed
        """

    def problem_counts(self) -> str:
        """Return the select of how many rows have a problem: left out, then by field."""
        counts = ["count(*) filter (is_left_out)"]
        for field in self.mapping.entity.fields:
            problems = [c for c, _, _ in self._problems({field.name})] or ["false"]
            counts.append(f"count(*) filter ({' or '.join(problems)})")
        return (
            f"with text as ({self._text_select()}) select {', '.join(counts)} from text"
        )

    def problem_select(self, suspects: set[str]) -> str:
        """Return the select of the records that cannot be loaded.

        Only fields in `suspects` are tried. Columns: record_number, record_key (null where
        unreadable), and field, value, reason of the first thing wrong.
        """
        entity = self.mapping.entity
        keys = [field for field in entity.fields if field.name in entity.key]
        values = ", ".join(self._value(field) for field in keys)
        readable = [f"({self._value(f)}) is not null" for f in keys if f.is_required]
        cases = " ".join(
            f"when {condition} then {{'field': {literal(field.name)},"
            f" 'value': {field.name}[:{VALUE_LIMIT}], 'reason': {reason}}}"
            for condition, field, reason in self._problems(suspects)
        )
        left_out = literal(self._left_out_reason())
        return f"""
            with text as ({self._text_select()}),
            tried as (
                select record_number,
                    case when not is_left_out and {" and ".join(readable)}
                        then concat_ws('|', {values}) end as record_key,
                    case when is_left_out
                        then {{'field': null, 'value': null, 'reason': {left_out}}}
                        {cases} end as problem
                from text
            )
            select record_number, record_key, problem.field::varchar as field,
                problem.value::varchar as value, problem.reason as reason
            from tried where problem is not null
        """

    def _text_select(self) -> str:
        texts = [
            f'{self._text(field)} as "{field.name}"'
            for field in self.mapping.entity.fields
        ]
        conditions = [
            _is_one_of(self.file.text(column), values)
            for column, values in self.mapping.leave_out
        ]
        left_out = " or ".join(f"coalesce({c}, false)" for c in conditions) or "false"
        kept = [f"{self.file.text(c)} is null" for c in self.mapping.keep_filled]
        left_out = " and ".join([f"({left_out})", *kept])
        return (
            f"select record_number, {left_out} as is_left_out, {', '.join(texts)}"
            " from numbered"
        )

    def _text(self, field: Field) -> str:
        text = text_expression(self._given(field.name), self.file)
        if not field.data_type.startswith(("decimal", "integer")):
            return text
        # A dash where a number is to be is a blank.
        dashes = ", ".join(map(literal, NO_NUMBER))
        return f"case when {text} not in ({dashes}) then {text} end"

    def _value(self, field: Field) -> str:
        date_format = self.date_formats.get(field.name, ISO)
        given = self._given(field.name)
        return typed_expression(field, given, self.mapping, date_format)

    def _given(self, field: str) -> FieldMapping:
        given = {mapped.field: mapped for mapped in self.mapping.fields}
        return given.get(field, FieldMapping(field, ()))

    def _problems(self, suspects: set[str]) -> Iterator[tuple[str, Field, str]]:
        """Yield what can be wrong with a record: SQL condition, field, SQL of the reason."""
        for field in self.mapping.entity.fields:
            if field.name not in suspects:
                continue
            if field.is_required:
                yield f"{field.name} is null", field, literal("is blank; fill it in")
            value = self._value(field)
            if field.name.endswith("_id"):
                yield _shortened(field.name), field, literal(SHORTENED)
            if value != field.name:
                lost = f"{field.name} is not null and ({value}) is null"
                yield lost, field, self._type_reason(field)

    def _type_reason(self, field: Field) -> str:
        if field.allowed:
            listed = ", ".join(field.allowed)
            return literal(f"is not one of {listed}; correct it or map it")
        kind = field.data_type.split("(")[0]
        date_format = self.date_formats.get(field.name, ISO)
        reason = literal(REASONS[kind].format(format=readable_format(date_format)))
        if kind not in LARGEST:
            return reason
        number = f"try_cast({field.name} as double)"
        is_too_large = f"isfinite({number}) and abs({number}) >= {LARGEST[kind]}"
        return f"case when {is_too_large} then {literal(REASONS['too large'])} else {reason} end"

    def _left_out_reason(self) -> str:
        rules = ", ".join(f"{c} = {' / '.join(v)}" for c, v in self.mapping.leave_out)
        return f"left out by the mapping of {self.mapping.source} ({rules})"
