"""What every page stands in: the canvas it is drawn on, the filter bar, notices."""
