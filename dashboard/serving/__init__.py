"""The pages over HTTP: the server, its guard, and the files that belong to a view."""
