"""Messages on stderr: one line each, marked done, note or failed."""

import os
import sys


def say_done(sentence: str) -> None:
    """Say what was done and where."""
    _say("32", "✓", sentence)


def say_note(sentence: str) -> None:
    """Say what needs attention but stops nothing."""
    _say("33", "•", sentence)


def say_failed(sentence: str) -> None:
    """Say what stopped the work."""
    _say("31", "✗", sentence)


def _say(colour: str, mark: str, sentence: str) -> None:
    if sys.stderr.isatty() and "NO_COLOR" not in os.environ:
        mark = f"\033[{colour}m{mark}\033[0m"
    print(mark, sentence, file=sys.stderr, flush=True)
