"""ACRE_HOME and what all parts of Acre share: paths, files, refusals, messages."""
