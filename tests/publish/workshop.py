"""A repository with a small dbt project, and a home with three loaded files."""

import json
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import duckdb
import yaml

from acre_home.home import REPOSITORY, Home
from publish.build import build

# What the project itself does as a run of dbt ends.
ON_RUN_END = yaml.safe_load(
    (REPOSITORY / "dbt_project" / "dbt_project.yml").read_text(encoding="utf-8")
)["on-run-end"]
PROJECT = {
    "profiles.yml": (REPOSITORY / "profiles.yml").read_text(encoding="utf-8"),
    "dbt_project/dbt_project.yml": f"""
        name: acre
        version: "1.0.0"
        profile: acre
        on-run-end: {json.dumps(ON_RUN_END)}
        models: {{acre: {{+materialized: table}}}}
    """,
    "dbt_project/models/fct_batches.sql": "select * from raw.batches",
    "dbt_project/models/fct_entities.sql": """
        select entity, true as is_loaded from {{ ref('fct_batches') }}
    """,
    "dbt_project/models/fct_entities.yml": """
        models:
          - name: fct_entities
            columns: [{name: entity, data_tests: [not_null]}]
        unit_tests:
          - name: test_that_would_fail
            model: fct_entities
            given: [{input: ref('fct_batches'), rows: [{entity: reps}]}]
            expect: {rows: [{entity: prospects}]}
    """,
    "dbt_project/tests/assert_no_reps.sql": """
        select * from {{ ref('fct_entities') }} where entity = 'nobody'
    """,
}


@dataclass
class Workshop:
    """A repository with a small dbt project, and a home with three loaded files."""

    repository: Path
    home: Home

    def write(self, path: str, text: str) -> None:
        file = self.repository / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text))

    def load(self, statement: str) -> None:
        with duckdb.connect(str(self.home.warehouse)) as connection:
            connection.execute(statement)

    def build(self, *, if_changed: bool = False) -> int:
        return build(self.home, if_changed=if_changed, repository=self.repository)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.home.warehouse), read_only=True) as connection:
            return connection.execute(sql).fetchall()

    def marts(self) -> set[str]:
        query = """
            select table_name from information_schema.tables where table_schema = 'marts'
        """
        return {name for (name,) in self.query(query)}
