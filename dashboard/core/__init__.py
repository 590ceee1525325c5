"""What all else stands on: the release, the view of it, queries, dates and figures."""
