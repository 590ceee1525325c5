"""What the forecast would have said at every past month, against what was signed."""
