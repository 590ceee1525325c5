"""Writing to the disk fails at every point, once, in every way."""
