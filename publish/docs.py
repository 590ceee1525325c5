"""`python -m publish.docs`: dbt docs and Data Docs as static pages, and the bill of materials."""

import argparse
import shutil
import time
from pathlib import Path

from acre_home.home import REPOSITORY, Home, lock
from acre_home.messages import say_done
from acre_home.progress import live
from acre_home.refusals import run
from publish import checks, dbt, marts, warehouse


def main() -> int:
    """Parse the command line and write the pages; return the exit code."""
    argparse.ArgumentParser(
        prog="python -m publish.docs",
        description="Write the documentation of the models and of the checks as "
        "static pages, and the list of all packages; nothing is published.",
    ).parse_args()
    home = Home.from_environment()
    with lock(home, "docs"):
        return write(home)


def write(home: Home, repository: Path = REPOSITORY) -> int:
    """Write both sites and the bill of materials, print where they are, return 0.

    Raises Refused when nothing is built or the warehouse is in use.
    """
    started = time.monotonic()
    with warehouse.opened(home, read_only=True) as connection:
        loaded = marts.loaded_entities(connection)
    home.dbt_docs.mkdir(exist_ok=True)
    dbt_page = home.dbt_docs / "index.html"
    shutil.copyfile(dbt.docs(home, repository), dbt_page)
    with live("Checking") as advance:
        from publish import expectations, sbom

        applicable = checks.applicable(checks.load(), loaded)
        expectations.run(home, applicable, advance)
    sbom.write(REPOSITORY, home.sbom)
    say_done(
        f"Documented the models, the checks and the packages"
        f" ({time.monotonic() - started:.1f} s)."
    )
    print(dbt_page)
    print(home.data_docs / "index.html")
    print(home.sbom)
    return 0


if __name__ == "__main__":
    run(main)
