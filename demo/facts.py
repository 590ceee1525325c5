"""Facts of a prospect that follow from its true grade by the method's grade tables."""

import random

from demo.model import Facts, pick

# grade: situations, determination, dissatisfaction or chance of a feasibility study
WITHOUT_SYSTEM: dict[str, tuple[dict[str, float], dict[str, float], float]] = {
    "A": ({"selecting": 1.0}, {"high": 1.0}, 1.0),
    "B": ({"waiting": 1.0}, {"high": 0.55, "medium": 0.45}, 0.5),
    "C": ({"no_urgency": 1.0}, {"medium": 0.4, "low": 0.6}, 0.2),
    "D": ({"denies_need": 1.0}, {"low": 0.45, "none": 0.55}, 0.0),
}
WITH_SYSTEM: dict[str, tuple[dict[str, float], dict[str, float], dict[str, float]]] = {
    "A": ({"selecting": 1.0}, {"high": 1.0}, {"high": 1.0}),
    "B": (
        {"vendor_failing": 0.6, "designer_left": 0.4},
        {"high": 0.5, "medium": 0.5},
        {"high": 0.65, "medium": 0.35},
    ),
    "C": (
        {"hopes_in_vendor": 0.65, "designer_present": 0.35},
        {"medium": 0.4, "low": 0.6},
        {"medium": 0.6, "low": 0.4},
    ),
    "D": (
        {"satisfied": 0.7, "being_built": 0.1, "being_implemented": 0.2},
        {"low": 0.45, "none": 0.55},
        {"low": 0.5, "none": 0.5},
    ),
}
DUBIOUS = 0.04
COLUMNS = (
    "situation",
    "subjective_need",
    "determination",
    "dissatisfaction",
    "has_feasibility_study",
    "has_selection_begun",
)


def observe(grade: str, is_informatised: bool, rng: random.Random) -> Facts:
    """Return facts of one row of the grade tables; a few fit no row, as in life."""
    if is_informatised:
        situations, determinations, dissatisfactions = WITH_SYSTEM[grade]
        dissatisfaction = pick(rng, dissatisfactions)
        has_study = grade == "A" or (grade == "B" and rng.random() < 0.3)
    else:
        situations, determinations, study_chance = WITHOUT_SYSTEM[grade]
        dissatisfaction = None
        has_study = rng.random() < study_chance
    determination = pick(rng, determinations)
    if rng.random() < DUBIOUS:
        determination = pick(rng, {"high": 0.5, "low": 0.5})
    return Facts(
        grade=grade,
        situation=pick(rng, situations),
        subjective_need=grade != "D",
        determination=determination,
        dissatisfaction=dissatisfaction,
        has_feasibility_study=has_study,
        has_selection_begun=grade == "A",
    )


def forgotten(rng: random.Random) -> frozenset[str]:
    """Return the columns left blank for a prospect; mostly none."""
    missing = {"situation"} if rng.random() < 0.2 else set()
    if rng.random() < 0.09:
        missing.update(rng.sample(COLUMNS[1:], rng.choice((1, 1, 2))))
    for column, chance in (
        ("annual_revenue_amount", 0.03),
        ("annual_profit_amount", 0.1),
        ("headcount", 0.04),
        ("is_informatised", 0.02),
        ("ownership", 0.02),
    ):
        if rng.random() < chance:
            missing.add(column)
    return frozenset(missing)
