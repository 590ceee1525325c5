"""make bench: what Acre costs beside the bare engine, as ratios of one run."""
