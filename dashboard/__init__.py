"""Pages over the current release: queries, charts and words; computes nothing."""
