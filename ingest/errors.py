"""The ways in which a user's input or surroundings can be wrong."""


class Refused(Exception):
    """The data was refused; every sentence names the place and the remedy."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


class WrongUsage(Exception):
    """The command line does not make sense as it stands."""
