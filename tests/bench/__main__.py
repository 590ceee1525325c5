"""Run every benchmark and print their ratios; bars are stated, never asserted."""

import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.bench.load import measure_load


def main() -> None:
    """Measure and print; a ratio is the median of paired runs."""
    table = Table("benchmark", "against", "ratio", "bar", "seconds")
    with tempfile.TemporaryDirectory(prefix="acre-bench-") as folder:
        for row in measure_load(Path(folder)):
            table.add_row(
                row.name,
                row.against,
                f"{row.ratio:.2f}",
                row.bar,
                f"{row.seconds:.2f} / {row.base_seconds:.2f}",
            )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
