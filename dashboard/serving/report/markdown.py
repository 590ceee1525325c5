"""The Markdown that pages write, as HTML."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markupsafe import Markup

# HTML in a text stays text; what else is not named here, a page does not write.
_MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": False}).enable(
    ["escape", "emphasis", "backticks", "link"]
)


def inline(text: str) -> Markup:
    """A text of one paragraph, without the paragraph."""
    return Markup(_MARKDOWN.renderInline(text))


def paragraphs(text: str) -> Markup:
    """A text of any length."""
    return Markup(_MARKDOWN.render(text))
