"""Definitions of columns as dbt writes them into a release: comments of its columns."""

from __future__ import annotations

from collections.abc import Mapping

_GRADE = """\
Prospects on the list graded {grade}.

Formula: number of prospects of grade {grade}

中文：名单上的 {grade} 级潜在客户。

公式：{grade} 级潜在客户的数目"""

DEFINITIONS: Mapping[str, str] = {
    "as_of": "Date of the snapshot.\n\n中文：截至日期。",
    "territory_id": "Territory, by its key.\n\n中文：责任区编号。",
    "declared_grade": "Grade that the rep entered.\n\n中文：销售人员申报的等级。",
    "prospect_count": (
        "Prospects on the list.\n\n"
        "Formula: number of prospects with the status active\n\n"
        "中文：名单上的潜在客户。\n\n"
        "公式：状态为有效的潜在客户数"
    ),
    **{
        f"{grade.lower()}_count": _GRADE.format(grade=grade)
        for grade in ("A", "B", "C", "D", "ungraded")
    },
    "project_count": (
        "Projects with the outcome open.\n\n"
        "Formula: rows of fct_open_projects\n\n"
        "中文：进行中的项目。\n\n"
        "公式：fct_open_projects 的行数"
    ),
    "open_amount": (
        "Sum of the amounts of open projects.\n\n"
        "Formula: sum of amount\n\n"
        "中文：进行中项目的金额合计。\n\n"
        "公式：amount 之和"
    ),
    # Not every column has a translation.
    "subject": "Relation that was checked.",
}
