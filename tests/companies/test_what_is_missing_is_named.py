"""Where grades, a list or losses are absent, pages say so and call nothing the best."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.core import release, view
from dashboard.queries import accounts
from tests.companies.company import Company
from tests.companies.variants import VARIANTS
from tests.dashboard.conftest import OpenApp
from tests.dashboard.shown import prose, read

UNGRADED = "No prospect has a grade: figures by grade are left out. Fill **declared_grade** of **prospects.csv**, or map your CRM's field to it, and run `make run EXPORTS=<folder>`."
UNGRADED_ZH = (
    "尚无潜在客户有等级，与等级有关的内容从略。请填写 **prospects.csv** 的"
    " **declared_grade**（或将您 CRM 中对应的字段映射到它），然后运行"
    " `make run EXPORTS=<文件夹>`。"
)


def infos(open_app: OpenApp, page: str, language: str = "en", **link: str) -> list[str]:
    return [read(info.value) for info in open_app(page, language, **link).info]


def test_the_field_of_grades_is_named_where_none_is_filled(
    small_company: Company, home: Path, open_app: OpenApp
) -> None:
    small_company.publish(home, VARIANTS["no grades"])
    for page in ("overview", "grades", "churn"):
        assert UNGRADED in infos(open_app, page), page
        assert UNGRADED_ZH in infos(open_app, page, "zh"), page
    # A filter for a grade leaves nobody, which says nothing of the company.
    assert UNGRADED not in infos(open_app, "grades", grade="A")
    shown = read(prose(open_app("churn")))
    assert "Which sources bring the best names is not known without grades" in shown
    assert "the highest share" not in shown


def test_a_company_with_grades_is_asked_for_none(
    small_company: Company, home: Path, open_app: OpenApp
) -> None:
    small_company.publish(home)
    for page in ("overview", "grades", "churn"):
        assert UNGRADED not in infos(open_app, page), page
    assert "the highest share" in read(prose(open_app("churn")))


def test_of_one_export_no_month_is_the_worst(
    small_company: Company, home: Path, open_app: OpenApp
) -> None:
    small_company.publish(home, VARIANTS["one export"])
    shown = read(prose(open_app("churn")))
    assert "No prospect has left the list in any month" in shown
    assert "The most left in" not in shown


def test_a_rep_without_losses_leads_no_losses(
    small_company: Company, home: Path, open_app: OpenApp
) -> None:
    """Whose every prospect left holds no list any more, and stands last."""
    small_company.publish(
        home,
        (
            "delete from raw.prospects where status <> 'active'",
            "update raw.prospects set status = 'handed_over', rep_id = 'gone'"
            " where prospect_id = (select min(prospect_id) from raw.prospects)"
            " and batch_id in (select batch_id from raw.batches"
            " qualify exported_on = max(exported_on) over ())",
            "update raw.prospects set rep_id = 'gone'"
            " where prospect_id = (select min(prospect_id) from raw.prospects)",
        ),
    )
    shown = read(prose(open_app("churn", compare="previous")))
    assert "No rep who still holds a list lost a prospect" in shown
    assert "lost the largest share" not in shown


@pytest.mark.parametrize("variant", ["without prospects", "projects alone"])
def test_without_a_list_there_are_no_accounts(
    small_company: Company, home: Path, variant: str
) -> None:
    small_company.publish(home, VARIANTS[variant])
    with release.open_current() as opened:
        assert opened.records(accounts.by_month(view.of(opened, {}))) == []
