"""The demo company's state: what the simulation changes month by month."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from demo.method import GRADES
from demo.names import Names, PersonName
from demo.places import Area, City, Region
from demo.settings import Settings

Row = dict[str, object]
ACCUMULATING = (
    "prospect_sources",
    "project_stages",
    "quotations",
    "activities",
    "events",
    "event_invitations",
    "quiz_results",
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How a rep works: chances are per month, `diligence` and `skill` are relative."""

    review_chance: float  # looks at a grade whose prospect has moved
    overgrading: float  # sees it one grade better than it is
    sandbagging: float  # sees it one grade worse
    diligence: float  # activities per activity that the cadence asks for
    skill: float  # log-odds of winning above the company's
    finding: float  # share of a gap in the list filled per month


@dataclass(slots=True, eq=False)
class Rep:
    """A person of the sales organisation; managers own no territory."""

    rep_id: str
    name: PersonName
    team: str
    manager_rep_id: str | None
    habits: Habits
    is_active: bool = True


@dataclass(slots=True, eq=False)
class Territory:
    """One acre of land, and how many prospects it should hold."""

    territory_id: str
    name: str
    region: Region
    areas: list[Area]
    rep: Rep
    target: int
    usual_size: int  # to which its list tends
    pool: list["Company"] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Company:
    """A company of the market, whether or not the list knows it."""

    company_id: str
    name: str
    domain: str
    industry: str
    city: City
    district: str
    ownership: str
    revenue: int
    profit: int
    headcount: int
    capture_chances: dict[str, float]
    listing_chance: float  # that at least one list names it
    is_registered: bool
    is_listed: bool = False
    closed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the rep recorded of a prospect, one row of the method's grade tables."""

    grade: str  # that the facts support; never exported
    situation: str
    subjective_need: bool
    determination: str
    dissatisfaction: str | None
    has_feasibility_study: bool
    has_selection_begun: bool


@dataclass(slots=True, eq=False)
class Contact:
    """A person at a prospect."""

    contact_id: str
    name: PersonName
    job_role: str
    decision_role: str | None
    influence: str
    support: str
    phone: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A planned entry of a project into a stage."""

    on: dt.date
    stage: str
    approved_by: str | None


@dataclass(slots=True, eq=False)
class Project:
    """A sales project; `fate` (won, lost, fades, stalled) is hidden from the exports."""

    project_id: str
    prospect: "Prospect"
    rep_id: str
    product_line: str
    product: str
    lead_source: str
    fate: str
    amount: int
    is_amount_known: bool
    opened_on: dt.date
    ends_on: dt.date
    steps: list[Step]
    is_diligently_noted: bool
    stage: str = "list_obtained"
    outcome: str = "open"
    expected_sign_on: dt.date | None = None
    closed_on: dt.date | None = None
    lost_reason: str | None = None
    notes: Row = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Prospect:
    """A company on the list, or one that has left it and is still in the CRM."""

    prospect_id: str
    company: Company
    name: str
    territory: Territory | None
    rep_id: str | None
    entry_kind: str | None
    created_on: dt.date
    is_informatised: bool
    true_grade: str
    facts: Facts
    missing: frozenset[str]
    revenue: int
    profit: int
    headcount: int
    declared_grade: str | None = None
    reviewed_grade: str = "D"  # the true grade when the rep last looked
    expected_sign_on: dt.date | None = None
    status: str = "active"
    left_export: int | None = None  # first export in which it is off the list
    gone_export: int | None = None  # first export from which it is absent
    return_export: int | None = None
    stirred_until: dt.date | None = None  # an event still works on it
    next_activity_due_on: dt.date | None = None
    project: Project | None = None
    contacts: list[Contact] = field(default_factory=list)

    def is_in(self, export: int) -> bool:
        """Return whether the export holds the prospect."""
        return self.gone_export is None or export < self.gone_export


@dataclass(slots=True, eq=False)
class Event:
    """An event of the company; `region` is None where all teams invite."""

    event_id: str
    name: str
    kind: str
    region: Region | None
    invited_on: dt.date
    held_on: dt.date
    cost: int
    # with the contact, where one was named
    invited: list[tuple[Prospect, str | None]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class World:
    """Everything; `ledger` holds the dated records not exported yet, per entity."""

    settings: Settings
    rng: random.Random
    names: Names
    reps: list[Rep]
    territories: list[Territory]
    companies: list[Company] = field(default_factory=list)
    # of the market, in districts that lie in no territory
    uncovered: list[Company] = field(default_factory=list)
    prospects: list[Prospect] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ledger: dict[str, list[Row]] = field(
        default_factory=lambda: {entity: [] for entity in ACCUMULATING}
    )
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, prefix: str, width: int) -> str:
        """Return the next id of a kind, such as P00042."""
        self.numbers[prefix] = self.numbers.get(prefix, 0) + 1
        return f"{prefix}{self.numbers[prefix]:0{width}d}"

    def record(self, entity: str, **fields: object) -> None:
        """Keep a dated record for the next export."""
        self.ledger[entity].append(fields)

    def listed(self) -> list[Prospect]:
        """Return the prospects on the list, those without a territory included."""
        return [
            prospect
            for prospect in self.prospects
            if prospect.status == "active" and prospect.gone_export is None
        ]

    def maintained(self) -> Iterator[tuple[Prospect, Rep]]:
        """Yield the listed prospects that an active rep looks after, with the rep."""
        active = {rep.rep_id: rep for rep in self.reps if rep.is_active}
        for prospect in self.listed():
            if prospect.rep_id in active:
                yield prospect, active[prospect.rep_id]


def poisson(rng: random.Random, mean: float) -> int:
    """Return a Poisson count; means here are small enough for plain counting."""
    count, reach = 0, rng.expovariate(1.0)
    while reach < mean:
        count += 1
        reach += rng.expovariate(1.0)
    return count


def pick(rng: random.Random, weights: dict[str, float]) -> str:
    """Return a key, drawn by weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def better(grade: str, steps: int) -> str:
    """Return the grade `steps` better, or worse where negative, as far as grades go."""
    place = GRADES.index(grade) - steps
    return GRADES[max(0, min(place, len(GRADES) - 1))]


def sample(
    rng: random.Random, prospects: Sequence[Prospect], count: int
) -> list[Prospect]:
    """Return up to `count` of the prospects in random order."""
    return rng.sample(list(prospects), min(count, len(prospects)))
