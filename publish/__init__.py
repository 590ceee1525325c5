"""Publish: from the built warehouse to a checked release.

`python -m publish.build` runs dbt, `python -m publish` checks what was built and
swaps the release, `python -m publish.docs` writes the documentation. The package
holds no business rule: those are in dbt_project, the checks are in checks.yml, the
order of each table in sort.yml.
"""
