"""Exports to schema raw: reads files, knows CRMs, holds no business rule."""
