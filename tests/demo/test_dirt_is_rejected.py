"""What is dirty in the demo company's exports is what a load rejects, and nothing else."""

from pathlib import Path

from demo import write_demo
from ingest.load import Options, load


def test_a_load_rejects_the_dirty_rows_alone(tmp_path: Path) -> None:
    # Twenty-one months hold each of the dirty rows once.
    summary = write_demo(tmp_path / "demo", reps=3, prospects_per_rep=40, months=21)
    loaded = load([tmp_path / "demo"], tmp_path / "warehouse", Options())
    assert summary.dirty_rows == 10
    assert sum(batch.rows_rejected for batch in loaded.batches) == summary.dirty_rows
    assert sum(batch.rows_read for batch in loaded.batches) == summary.rows
