"""Tables and pages as files: streamed over HTTP, never whole in memory."""
