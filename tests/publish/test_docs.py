"""`python -m publish.docs` writes both sites and the packages, whatever the checks say."""

import os
from multiprocessing.context import ForkServerContext

from tests.publish.workshop import Workshop


def write_docs(workshop: Workshop) -> None:
    from publish import docs

    os._exit(docs.write(workshop.home, workshop.repository))


def test_both_sites_are_written_and_nothing_is_published(
    workshop: Workshop, publish_server: ForkServerContext
) -> None:
    process = publish_server.Process(target=write_docs, args=(workshop,))
    process.start()
    process.join(60)
    assert process.exitcode == 0
    models = (workshop.home.dbt_docs / "index.html").read_text(encoding="utf-8")
    assert "fct_entities" in models
    checks = (workshop.home.data_docs / "index.html").read_text(encoding="utf-8")
    assert "marts.fct_entities" in checks
    assert '"specVersion": "1.6"' in workshop.home.sbom.read_text(encoding="utf-8")
    assert not workshop.home.current.exists()
