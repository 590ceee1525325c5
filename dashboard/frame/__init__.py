"""What every page hangs in: the view, the filter bar, the canvas it is drawn on."""
