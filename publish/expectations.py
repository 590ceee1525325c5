"""Checks turned into Great Expectations, run on the warehouse, with Data Docs."""

import contextlib
import io
import logging
import os
import shutil
import warnings
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
import great_expectations.expectations as gxe
from great_expectations.core.batch_definition import BatchDefinition
from great_expectations.core.expectation_suite import ExpectationSuite
from great_expectations.core.expectation_validation_result import (
    ExpectationValidationResult,
)
from great_expectations.data_context.data_context.ephemeral_data_context import (
    EphemeralDataContext,
)
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.expectations.expectation import Expectation

import publish.duckdb_dialect  # noqa: F401, registers duckdb+buffered
from acre_home.home import Home
from acre_home.progress import Advance
from publish.checks import Check, Verdict

# Examples shown per check in Data Docs.
_RESULT_FORMAT = {"result_format": "BASIC", "partial_unexpected_count": 10}


def run(home: Home, checks: Sequence[Check], advance: Advance) -> list[Verdict]:
    """Run the checks on the warehouse and rewrite Data Docs, in the order given.

    The warehouse is opened read-only, with the same settings as warehouse.opened. A
    check that cannot be run yields a verdict with an error, never an exception.
    """
    draft = home.path / f".data_docs-{os.getpid()}"
    verdicts: dict[str, Verdict] = {}
    with _quiet():
        context = _context(draft)
        source = context.data_sources.add_sql(  # type: ignore[call-arg]
            "acre",
            connection_string="duckdb+buffered://",
            create_temp_table=False,
            kwargs={
                "connect_args": {"database": str(home.warehouse), "read_only": True}
            },
        )
        by_rows = sorted(checks, key=lambda check: check.rows)
        for _rows, group in groupby(by_rows, key=lambda check: check.rows):
            its_checks = list(group)
            advance(len(verdicts), len(checks), its_checks[0].subject)
            for verdict in _validate(context, source, its_checks):
                verdicts[verdict.check.name] = verdict
        source.get_execution_engine().engine.dispose()
        advance(len(checks), len(checks), "Data Docs")
        try:
            context.build_data_docs()
            _replace_folder(draft, home.data_docs)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    return [verdicts[check.name] for check in checks]


def _context(docs_folder: Path) -> EphemeralDataContext:
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(init_temp_docs_sites=False),
        progress_bars=ProgressBarsConfig(globally=False),
        data_docs_sites={
            "data_docs": {
                "class_name": "SiteBuilder",
                "show_how_to_buttons": False,
                "store_backend": {
                    "class_name": "TupleFilesystemStoreBackend",
                    # The library replaces environment variables in its settings.
                    "base_directory": str(docs_folder).replace("$", r"\$"),
                },
                "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            }
        },
    )
    return gx.get_context(project_config=config, mode="ephemeral")


def _validate(
    context: EphemeralDataContext, source: SQLDatasource, checks: Sequence[Check]
) -> list[Verdict]:
    """Run the checks of the same rows."""
    suite = context.suites.add(ExpectationSuite(_title(checks[0])))
    verdicts: dict[str, Verdict] = {}
    for check in checks:
        # The library is as free in what it raises as YAML is in what it holds.
        try:
            suite.add_expectation(_expectation(check))
        except Exception as error:
            verdicts[check.name] = _errored(check, _first_line(error))
    try:
        data = _batch_definition(source, checks[0])
        results = _run_suite(context, data, suite)
    except Exception as error:
        return [_errored(check, _first_line(error)) for check in checks]
    for check in checks:
        if check.name in results:
            verdicts[check.name] = _verdict(check, results[check.name])
    return [verdicts.get(c.name) or _errored(c, "no result") for c in checks]


def _batch_definition(source: SQLDatasource, check: Check) -> BatchDefinition[Any]:
    """The rows that the check is about: of a query, the library counts keys far slower."""
    if check.where:
        asset = source.add_query_asset(_title(check), check.rows)
        return asset.add_batch_definition_whole_table("rows of the condition")
    schema, table = check.subject.split(".")
    whole = source.add_table_asset(check.subject, table_name=table, schema_name=schema)
    return whole.add_batch_definition_whole_table("whole table")


def _title(check: Check) -> str:
    return f"{check.subject} where {check.where}" if check.where else check.subject


def _run_suite(
    context: EphemeralDataContext, data: BatchDefinition[Any], suite: ExpectationSuite
) -> dict[str, ExpectationValidationResult]:
    """Return the results by the names of the checks."""
    definition = gx.ValidationDefinition(name=suite.name, data=data, suite=suite)
    validation = context.validation_definitions.add(definition)
    results = validation.run(result_format=_RESULT_FORMAT).results
    return {
        result.expectation_config.meta["check"]: result
        for result in results
        if result.expectation_config is not None
    }


def _expectation(check: Check) -> Expectation:
    class_name = "".join(word.capitalize() for word in check.expectation.split("_"))
    expectation_class = getattr(gxe, class_name)
    expectation: Expectation = expectation_class(
        **check.arguments,
        description=check.description,
        severity="critical" if check.severity == "blocking" else "warning",
        meta={"check": check.name},
    )
    return expectation


def _verdict(check: Check, result: ExpectationValidationResult) -> Verdict:
    if error := _exception_message(result.exception_info or {}):
        return _errored(check, error)
    found = result.result
    passed = bool(result.success)
    if "unexpected_count" in found:
        # Both are null for a table without rows.
        failed = int(found["unexpected_count"] or 0)
        total = int(found["element_count"] or 0)
        share = failed / total if total else 0.0
        return Verdict(check, passed, failed, f"{share:.1%} ({failed} / {total})")
    if "observed_value" not in found:
        return _errored(check, "no result")
    observed = found["observed_value"]
    if check.expectation == "unexpected_rows_expectation":
        return Verdict(check, passed, int(observed or 0), str(observed))
    # An expectation about a whole table fails once, whatever its rows.
    return Verdict(check, passed, 0 if passed else 1, str(observed))


def _exception_message(exception_info: dict[str, Any]) -> str | None:
    """Return the first message; the information is flat, or nested once a metric."""
    for info in (exception_info, *exception_info.values()):
        if isinstance(info, dict) and info.get("raised_exception"):
            return str(info.get("exception_message") or "unknown error").splitlines()[0]
    return None


def _errored(check: Check, error: str) -> Verdict:
    return Verdict(check, False, None, f"error: {error}", error)


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]


def _replace_folder(draft: Path, folder: Path) -> None:
    """Replace an older folder with a finished one."""
    if folder.exists():
        outdated = draft.with_name(f"{draft.name}-old")
        folder.rename(outdated)
        shutil.rmtree(outdated)
    draft.rename(folder)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Silence the library's own messages: errors arrive in the results."""
    logging.getLogger("great_expectations").setLevel(logging.CRITICAL)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
