"""The sales organisation: a director, a manager per team, reps with their habits."""

import random
from dataclasses import replace

from demo.model import Habits, Rep, Row, Territory
from demo.names import Names
from demo.places import REGIONS, Area, Region, divide, territory_name
from demo.settings import Settings

DIRECTOR_ID = "M00"
SIZES = (0.87, 1.1)  # of lists, relative to the target
SIZE_OF_CAST = 12  # among as many reps, these places hold a marked character
OPTIMIST, STALE, NEGLECTFUL, STAR, ROSY, CAUTIOUS = 2, 5, 8, 9, 11, 6


def hire(settings: Settings, names: Names) -> tuple[list[Rep], list[Territory]]:
    """Return all people, managers first, and the territories, one per rep.

    Raises WrongUsage where a region has not ground enough for its share of the reps.
    """
    rng = settings.stream("people")
    teams = min(len(REGIONS), settings.reps)
    managers = [Rep(DIRECTOR_ID, names.person(), "总部", None, ordinary(rng))]
    territories: list[Territory] = []
    for team, region in enumerate(REGIONS[:teams]):
        label, manager_id = f"{region.name}部", f"M{team + 1:02d}"
        managers.append(
            Rep(manager_id, names.person(), label, DIRECTOR_ID, ordinary(rng))
        )
        first, end = (settings.reps * nth // teams for nth in (team, team + 1))
        for place, areas in enumerate(divide(region, end - first), start=first):
            rep = Rep(
                rep_id=f"R{place + 1:02d}",
                name=names.person(),
                team=label,
                manager_rep_id=manager_id,
                habits=character(place, rng),
            )
            territories.append(_territory(place, region, areas, rep, settings, rng))
    return managers + [territory.rep for territory in territories], territories


def _territory(
    place: int,
    region: Region,
    areas: list[Area],
    rep: Rep,
    settings: Settings,
    rng: random.Random,
) -> Territory:
    target = settings.prospects_per_rep
    return Territory(
        territory_id=f"T{place + 1:02d}",
        name=territory_name(areas),
        region=region,
        areas=areas,
        rep=rep,
        target=target,
        usual_size=max(1, round(target * rng.uniform(*SIZES))),
    )


def ordinary(rng: random.Random) -> Habits:
    """Return the habits of a rep without a marked character."""
    return Habits(
        review_chance=rng.uniform(0.45, 0.7),
        overgrading=rng.uniform(0.04, 0.1),
        sandbagging=rng.uniform(0.02, 0.05),
        diligence=rng.uniform(0.78, 1.25),
        skill=rng.gauss(0.0, 0.25),
        finding=rng.uniform(0.35, 0.65),
    )


def character(place: int, rng: random.Random) -> Habits:
    """Return the habits of the rep in that place of the organisation."""
    usual = ordinary(rng)
    traits: dict[str, float] = {
        OPTIMIST: {"overgrading": 0.42, "sandbagging": 0.0},
        ROSY: {"overgrading": 0.26, "sandbagging": 0.01},
        STALE: {"review_chance": 0.12},
        NEGLECTFUL: {"diligence": 0.55, "review_chance": 0.3, "finding": 0.2},
        STAR: {"review_chance": 0.85, "diligence": 1.35, "skill": 0.6, "finding": 0.8},
        CAUTIOUS: {"overgrading": 0.01, "sandbagging": 0.22},
    }.get(place % SIZE_OF_CAST, {})
    return replace(usual, **traits)


def rep_row(rep: Rep) -> Row:
    """Return the rep as an export shows it."""
    return {
        "rep_id": rep.rep_id,
        "name": rep.name.full,
        "email": f"{rep.name.pinyin}.{rep.rep_id.lower()}@example.com",
        "team": rep.team,
        "manager_rep_id": rep.manager_rep_id,
        "is_active": rep.is_active,
    }


def territory_row(territory: Territory) -> Row:
    """Return the territory as an export shows it."""
    return {
        "territory_id": territory.territory_id,
        "name": territory.name,
        "region": territory.region.name,
        "rep_id": territory.rep.rep_id,
        "target_prospect_count": territory.target,
    }


def area_rows(territory: Territory) -> list[Row]:
    """Return the territory's areas as an export shows them, one row per industry."""
    return [
        {
            "territory_id": territory.territory_id,
            "city": area.city.name,
            "district": area.district,
            "industry": industry,
        }
        for area in territory.areas
        for industry in (area.industries or (None,))
    ]
