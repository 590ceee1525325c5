"""The ways in which a user's input or surroundings can be wrong."""


class Refused(Exception):
    """The data was refused; every sentence names the place and the remedy."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class InUse(Refused):
    """Another process holds the warehouse."""


class WrongUsage(Exception):
    """The command line does not make sense as it stands."""


def of_surroundings(error: OSError, place: object) -> Refused:
    """Return the sentence for what the file system refused, at `place` unless it says where."""
    where = error.filename or place
    if isinstance(error, PermissionError):
        return Refused(
            f"{where}: may not be read or written; give yourself the right to."
        )
    return Refused(
        f"{where}: cannot be read or written ({error.strerror or error}); mend that, or"
        " name another place."
    )
