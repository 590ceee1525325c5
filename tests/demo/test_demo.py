"""The demo company is repeatable, fits the contract, and looks like a company."""

import csv
import datetime as dt
import hashlib
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import pytest
import yaml

from acre_home.refusals import Refused, WrongUsage
from demo import DemoSummary, write_demo
from tests.ingest.exports import Home

ROOT = Path(__file__).resolve().parents[2]

# The bad rows of the default company, as the package states them: file, field, value.
DIRTY = {
    ("2026-10-31", "prospects", "headcount", "about 300"),
    ("2026-08-31", "projects", "outcome", ""),
    ("2026-07-31", "prospects", "is_informatised", "unknown"),
    ("2026-05-31", "prospects", "annual_revenue_amount", "12 million"),
    ("2026-01-31", "quotations", "amount", "约68万"),
    ("2025-11-30", "prospects", "declared_grade", "E"),
    ("2025-08-31", "activities", "occurred_on", ""),
    ("2025-05-31", "contacts", "contact_id", ""),
    ("2025-02-28", "prospects", "expected_sign_on", "2025-02-30"),
}
DOUBLED = ("2026-02-28", "prospects")

KEYS = {
    "territories": ("territory_id",),
    "territory_areas": ("territory_id", "city", "district", "industry"),
    "reps": ("rep_id",),
    "prospects": ("prospect_id",),
    "prospect_sources": ("prospect_id", "list_source", "captured_on"),
    "contacts": ("contact_id",),
    "projects": ("project_id",),
    "products": ("product",),
    "project_stages": ("project_id", "stage", "entered_on"),
    "quotations": ("quotation_id",),
    "activities": ("activity_id",),
    "events": ("event_id",),
    "event_invitations": ("event_id", "prospect_id"),
    "market_companies": ("company_id",),
    "quiz_results": ("rep_id", "taken_on"),
    "targets": ("territory_id", "quarter_start"),
}
GRADE_OF_SITUATION = {
    "selecting": "A",
    "waiting": "B",
    "vendor_failing": "B",
    "designer_left": "B",
    "no_urgency": "C",
    "hopes_in_vendor": "C",
    "designer_present": "C",
    "denies_need": "D",
    "satisfied": "D",
    "being_built": "D",
    "being_implemented": "D",
}

Record = dict[str, str]


@dataclass(frozen=True)
class Company:
    """All files of the default company: records by entity and export day."""

    summary: DemoSummary
    days: list[str]
    files: dict[str, dict[str, list[Record]]]

    def at(self, entity: str, day: str) -> list[Record]:
        return self.files[entity][day]

    def newest(self, entity: str) -> list[Record]:
        days = self.files[entity]
        return days[max(days)]

    def all(self, entity: str) -> Iterator[tuple[str, Record]]:
        for day, records in sorted(self.files[entity].items()):
            for record in records:
                yield day, record

    def listed(self, day: str) -> dict[str, Record]:
        return {
            record["prospect_id"]: record
            for record in self.at("prospects", day)
            if record["status"] == "active"
        }


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Company:
    out = tmp_path_factory.mktemp("company")
    summary = write_demo(out)
    files: dict[str, dict[str, list[Record]]] = defaultdict(dict)
    # Most records are the same in the next export; one copy of them is enough.
    copies: dict[tuple[str, ...], Record] = {}
    for path in sorted(out.glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            header, *lines = (tuple(line) for line in csv.reader(file))
        for line in set(lines) - copies.keys():
            copies[line] = dict(zip(header, line, strict=True))
        files[path.stem][path.parent.name] = [copies[line] for line in lines]
    return Company(summary, sorted(files["prospects"]), files)


def write_small(
    out: Path, *, seed: int = 7, progress: Callable[[str], None] | None = None
) -> DemoSummary:
    return write_demo(
        out, seed=seed, reps=3, prospects_per_rep=20, months=6, progress=progress
    )


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_equal_arguments_give_equal_bytes_in_any_process(tmp_path: Path) -> None:
    write_small(tmp_path / "here", seed=11)
    program = (
        "from pathlib import Path; from demo import write_demo;"
        f"write_demo(Path({str(tmp_path / 'there')!r}), seed=11, reps=3,"
        " prospects_per_rep=20, months=6)"
    )
    subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "12345", "TZ": "Asia/Shanghai"},
    )
    write_small(tmp_path / "other", seed=12)

    assert digests(tmp_path / "here") == digests(tmp_path / "there")
    assert digests(tmp_path / "here") != digests(tmp_path / "other")


def test_exports_are_dated_at_month_ends(tmp_path: Path, company: Company) -> None:
    write_small(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2026-05-31",
        "2026-06-30",
        "2026-07-31",
        "2026-08-31",
        "2026-09-30",
        "2026-10-31",
    ]
    assert (company.days[0], company.days[3]) == ("2023-11-30", "2024-02-29")
    assert len(company.days) == 36


def test_headers_are_the_contracts_fields(tmp_path: Path) -> None:
    write_demo(tmp_path, reps=1, months=1)
    contract = yaml.safe_load(
        (ROOT / "dbt_project/models/staging/sources.yml").read_text("utf-8")
    )
    expected = {
        table["name"]: [
            column["name"]
            for column in table["columns"]
            if column["name"] not in ("batch_id", "record_number", "row_hash")
        ]
        for table in contract["sources"][0]["tables"]
        if "key" in table["config"]["meta"]
    }

    written = {
        path.stem: path.read_bytes().split(b"\n", 1)[0].decode().split(",")
        for path in tmp_path.glob("2026-10-31/*.csv")
    }

    assert written == expected


def test_files_are_plain_utf8_csv_with_line_feeds(tmp_path: Path) -> None:
    write_small(tmp_path)

    for path in tmp_path.glob("*/*.csv"):
        content = path.read_bytes()
        assert content.endswith(b"\n"), path
        assert b"\r" not in content, path
        assert not content.startswith(b"\xef\xbb\xbf"), path
        content.decode("utf-8")


def test_summary_counts_what_is_on_disk(company: Company) -> None:
    records = [records for days in company.files.values() for records in days.values()]

    assert company.summary == DemoSummary(
        exports=36,
        files=len(records),
        rows=sum(len(one) for one in records),
        dirty_rows=10,
    )


def test_dirty_rows_are_those_stated(company: Company) -> None:
    for on, entity, field, value in DIRTY:
        found = [day for day, row in company.all(entity) if row[field] == value]
        assert found == [on], (entity, field, value)


def test_keys_are_unique_but_for_the_doubled_line(company: Company) -> None:
    doubled = {
        (on, entity): max(counts.values())
        for entity, days in company.files.items()
        for on, records in days.items()
        if (
            counts := Counter(
                tuple(record[name] for name in KEYS[entity]) for record in records
            )
        )
        and max(counts.values()) > 1
    }

    assert doubled == {(DOUBLED[0], DOUBLED[1]): 2}


def test_a_load_rejects_exactly_the_dirty_rows(home: Home) -> None:
    # Of the stated rows, the last six exports hold those 0, 2, 3 and 5 exports back.
    summary = write_small(home.exports)

    assert home.load().code == 0
    assert summary.dirty_rows == 4
    assert home.query(
        "select strftime(b.exported_on, '%Y-%m-%d'), b.entity, r.field"
        " from raw.rejects as r join raw.batches as b using (batch_id) order by 1"
    ) == [
        ("2026-05-31", "prospects", "annual_revenue_amount"),
        ("2026-07-31", "prospects", "is_informatised"),
        ("2026-08-31", "projects", "outcome"),
        ("2026-10-31", "prospects", "headcount"),
    ]


def test_unknown_words_are_findings_to_be_made(company: Company) -> None:
    sources = Counter(row["list_source"] for _, row in company.all("prospect_sources"))
    stages = Counter(row["stage"] for _, row in company.all("project_stages"))
    projects = company.newest("projects")
    contradicting = [
        row
        for row in projects
        if (row["crm_is_won"] == "true") != (row["outcome"] == "won")
    ]

    assert 1 <= sources["wechat_group"] <= 20
    assert 1 <= stages["pilot"] <= 30
    assert 1 <= sum(row["product_line"] == "BPM" for row in projects) <= 30
    assert 1 <= len(contradicting) <= 20


def test_lists_hold_about_a_hundred_prospects(company: Company) -> None:
    for on in (company.days[0], company.days[-1]):
        sizes = Counter(row["territory_id"] for row in company.listed(on).values())
        unassigned = sizes.pop("", 0)
        assert len(sizes) == 24
        assert min(sizes.values()) >= 80
        assert max(sizes.values()) <= 115
        assert 93 <= mean(sizes.values()) <= 103
        assert max(sizes.values()) - min(sizes.values()) >= 10
        assert unassigned <= 15


def test_grades_make_a_funnel_at_every_export(company: Company) -> None:
    for on in company.days:
        grades = Counter(row["declared_grade"] for row in company.listed(on).values())
        graded = sum(grades.values()) - grades[""]
        assert 0.04 <= grades["A"] / graded <= 0.08, on
        assert 0.10 <= grades["B"] / graded <= 0.17, on
        assert 0.20 <= grades["C"] / graded <= 0.29, on
        assert 0.50 <= grades["D"] / graded <= 0.62, on
        assert grades[""] <= 0.02 * graded + 1, on


def test_about_a_third_of_the_projects_are_won(company: Company) -> None:
    closed = [row for row in company.newest("projects") if row["outcome"] != "open"]
    won = [row for row in closed if row["outcome"] == "won"]
    months = [
        (day(row["closed_on"]) - day(row["opened_on"])).days / 30.4 for row in won
    ]

    assert len(closed) > 2000
    assert 0.30 <= len(won) / len(closed) <= 0.42
    assert 5 <= median(months) <= 8
    assert sum(2 <= length <= 14 for length in months) / len(months) > 0.88
    assert all(row["stage"] == "contract" and row["amount"] for row in won)


def test_contracts_crowd_at_quarter_ends_and_avoid_spring_festival(
    company: Company,
) -> None:
    won = Counter(
        day(row["closed_on"]).month
        for row in company.newest("projects")
        if row["outcome"] == "won"
    )

    assert mean(won[month] for month in (3, 6, 9, 12)) > 1.4 * mean(
        won[month] for month in (1, 2, 4, 5, 7, 8, 10, 11)
    )
    assert won[2] == min(won.values())
    assert won[12] > 1.5 * mean(won.values())


def movements(company: Company) -> Counter[str]:
    """Movements by comparing the lists of neighbouring exports, record by record."""
    kinds: Counter[str] = Counter()
    seen = {row["prospect_id"] for row in company.at("prospects", company.days[0])}
    for before, after in zip(company.days, company.days[1:], strict=False):
        old, new = company.listed(before), company.listed(after)
        there = {row["prospect_id"]: row for row in company.at("prospects", after)}
        for prospect_id in old.keys() - new.keys():
            left = there.get(prospect_id)
            kinds[left["status"] if left else "unexplained"] += 1
        for prospect_id in new.keys() - old.keys():
            is_return = prospect_id in seen
            kinds["return" if is_return else new[prospect_id]["entry_kind"]] += 1
        for prospect_id in old.keys() & new.keys():
            lists = {old[prospect_id]["territory_id"], new[prospect_id]["territory_id"]}
            if len(lists) == 2:
                kinds["placing" if "" in lists else "exchange"] += 1
        seen |= there.keys()
    return kinds


def test_every_kind_of_list_movement_occurs(company: Company) -> None:
    kinds = movements(company)

    assert kinds.keys() == {
        "won",
        "lost",
        "closed_business",
        "handed_over",
        "unexplained",
        "replenishment",
        "new_prospect",
        "return",
        "exchange",
        "placing",
    }
    assert kinds["won"] > 300
    assert kinds["lost"] > 200
    assert kinds["replenishment"] > kinds["new_prospect"] > 200
    assert 5 <= kinds["unexplained"] <= 40
    assert 5 <= kinds["return"] <= 40


def test_a_won_project_takes_its_prospect_off_the_list(company: Company) -> None:
    first = company.days[0]
    status = {
        on: {row["prospect_id"]: row["status"] for row in company.at("prospects", on)}
        for on in company.days
    }
    won = [
        row
        for row in company.newest("projects")
        if row["outcome"] == "won" and row["closed_on"] > first
    ]

    for row in won:
        export = next(on for on in company.days if on >= row["closed_on"])
        assert status[export][row["prospect_id"]] == "won", row["project_id"]
    assert len(won) > 300


def test_references_hold(company: Company) -> None:
    prospects = {row["prospect_id"] for _, row in company.all("prospects")}
    projects = {row["project_id"] for row in company.newest("projects")}
    reps = {row["rep_id"] for row in company.newest("reps")}
    managers = {row["manager_rep_id"] for row in company.newest("reps")} - {""}
    territories = {row["territory_id"] for row in company.newest("territories")}
    events = {row["event_id"] for _, row in company.all("events")}
    products = {row["product"] for row in company.newest("products")}
    known = {
        "prospect_id": prospects,
        "project_id": projects,
        "rep_id": reps,
        "manager_rep_id": reps,
        "approved_by": managers,
        "territory_id": territories,
        "event_id": events,
        "product": products,
    }

    for entity in company.files:
        for on, row in company.all(entity):
            for field in known.keys() & row.keys():
                assert row[field] in known[field] or not row[field], (entity, on, row)


def test_contacts_belong_to_prospects_of_the_same_export(company: Company) -> None:
    for on in company.days:
        prospects = {row["prospect_id"] for row in company.at("prospects", on)}
        counts = Counter(row["prospect_id"] for row in company.at("contacts", on))
        assert counts.keys() == prospects, on
        assert max(counts.values()) <= 5, on


def test_nothing_is_dated_after_the_export_that_brings_it(company: Company) -> None:
    past = {
        "prospects": "created_on",
        "prospect_sources": "captured_on",
        "projects": "opened_on",
        "project_stages": "entered_on",
        "quotations": "quoted_on",
        "activities": "occurred_on",
        "event_invitations": "invited_on",
        "market_companies": "closed_on",
        "quiz_results": "taken_on",
    }

    for entity, field in past.items():
        assert all(row[field] <= on for on, row in company.all(entity)), entity
    assert all(row["closed_on"] <= on for on, row in company.all("projects"))


def test_stages_lie_within_the_life_of_their_project(company: Company) -> None:
    projects = {row["project_id"]: row for row in company.newest("projects")}
    entered = defaultdict(list)
    for _, row in company.all("project_stages"):
        entered[row["project_id"]].append(row)

    assert entered.keys() == projects.keys()
    for project_id, stages in entered.items():
        project = projects[project_id]
        dates = [row["entered_on"] for row in stages]
        assert dates == sorted(dates), project_id
        assert dates[0] == project["opened_on"], project_id
        assert dates[-1] <= (project["closed_on"] or company.days[-1]), project_id
        assert stages[-1]["stage"] == project["stage"], project_id


def test_dated_records_come_once_and_events_again_with_their_outcome(
    company: Company,
) -> None:
    activities = [row["activity_id"] for _, row in company.all("activities")]
    latest = {
        (row["event_id"], row["prospect_id"]): row["has_attended"]
        for _, row in company.all("event_invitations")
    }
    open_events = {event for (event, _), came in latest.items() if not came}
    planned = {
        row["event_id"]
        for row in company.newest("events")
        if row["held_on"] > company.days[-1]
    }

    assert len(activities) == len(set(activities))
    assert open_events <= planned
    assert 0.15 <= mean(came == "true" for came in latest.values()) <= 0.35


def test_an_event_lifts_the_grades_of_those_who_came(company: Company) -> None:
    held = {row["event_id"]: row["held_on"] for _, row in company.all("events")}
    came = {
        (row["event_id"], row["prospect_id"]): row["has_attended"]
        for _, row in company.all("event_invitations")
    }
    lifted: dict[str, list[bool]] = {"true": [], "false": []}
    lists = {on: company.listed(on) for on in company.days}
    for (event_id, prospect_id), attended in came.items():
        before = max((on for on in company.days if on <= held[event_id]), default="")
        later = [on for on in company.days if on > before][3:4]
        if not before or not later or not attended:
            continue
        old, new = (lists[on].get(prospect_id) for on in (before, later[0]))
        if old and new and old["declared_grade"] in ("C", "D"):
            lifted[attended].append(new["declared_grade"] < old["declared_grade"])

    assert mean(lifted["true"]) > 1.4 * mean(lifted["false"])


def test_a_leaver_leaves_an_orphaned_list_for_a_while(company: Company) -> None:
    orphaned = {}
    for on in company.days:
        gone = {
            row["rep_id"]
            for row in company.at("reps", on)
            if row["is_active"] == "false"
        }
        count = sum(row["rep_id"] in gone for row in company.listed(on).values())
        if count:
            orphaned[on] = count

    # Reps leave 40 % and 75 % along the 36 months; successors come after two and one.
    assert orphaned.keys() == {"2025-01-31", "2025-02-28", "2026-02-28"}
    assert min(orphaned.values()) > 70


def test_reps_differ_in_how_they_grade(company: Company) -> None:
    flattering: dict[str, list[bool]] = defaultdict(list)
    for on in company.days:
        for row in company.listed(on).values():
            evidence = GRADE_OF_SITUATION.get(row["situation"])
            if evidence and row["declared_grade"] in ("A", "B", "C"):
                is_flattering = row["declared_grade"] < evidence
                flattering[row["rep_id"]].append(is_flattering)
    rates = {rep_id: mean(found) for rep_id, found in flattering.items()}

    optimists, cautious = ("R03", "R15"), ("R07", "R19")
    assert min(rates[rep_id] for rep_id in optimists) > 0.3
    assert max(rates[rep_id] for rep_id in cautious) < 0.2
    assert 0.1 < median(rates.values()) < 0.3


def test_reps_differ_in_how_they_keep_the_cadence(company: Company) -> None:
    cadence = {"A": 7, "B": 30, "C": 60, "D": 180}
    last: dict[str, str] = {}
    for _, row in company.all("activities"):
        prospect_id = row["prospect_id"]
        last[prospect_id] = max(last.get(prospect_id, ""), row["occurred_on"])
    in_time: dict[str, list[bool]] = defaultdict(list)
    newest = company.days[-1]
    for prospect_id, row in company.listed(newest).items():
        if row["declared_grade"] and row["rep_id"]:
            activity_on = day(last.get(prospect_id) or row["created_on"])
            days = (day(newest) - activity_on).days
            in_time[row["rep_id"]].append(days <= cadence[row["declared_grade"]])
    rates = {rep_id: mean(found) for rep_id, found in in_time.items()}

    assert 0.8 < median(rates.values()) < 0.97
    assert rates["R09"] < 0.8
    assert rates["R21"] < 0.8


def test_facts_are_missing_for_a_few_prospects(company: Company) -> None:
    rows = list(company.listed(company.days[-1]).values())
    blank = [
        row
        for row in rows
        if not (row["determination"] and row["subjective_need"])
        or not (row["has_selection_begun"] and row["has_feasibility_study"])
    ]

    assert 0.03 <= len(blank) / len(rows) <= 0.15


def test_lists_of_names_overlap_and_favour_the_large(company: Company) -> None:
    found = Counter(row["prospect_id"] for _, row in company.all("prospect_sources"))
    rows = [
        row
        for row in company.listed(company.days[0]).values()
        if row["annual_revenue_amount"]
    ]
    rows.sort(key=lambda row: float(row["annual_revenue_amount"]))
    third = len(rows) // 3
    small, large = (
        mean(found[row["prospect_id"]] for row in part)
        for part in (rows[:third], rows[-third:])
    )

    assert min(found[row["prospect_id"]] for row in rows) >= 1
    assert sum(found[row["prospect_id"]] <= 3 for row in rows) / len(rows) > 0.9
    assert sum(found[row["prospect_id"]] >= 2 for row in rows) / len(rows) > 0.3
    assert large > small + 0.15


def test_the_market_is_larger_than_the_list(company: Company) -> None:
    registry = company.newest("market_companies")
    names = {row["name"] for row in registry}
    listed = company.listed(company.days[-1]).values()

    assert 2.0 <= len(registry) / len(listed) <= 2.6
    assert sum(row["name"] in names for row in listed) / len(listed) > 0.9
    assert sum(bool(row["closed_on"]) for row in registry) / len(registry) >= 0.02
    assert sum(bool(row["closed_on"]) for row in registry) / len(registry) <= 0.07
    assert len(names) == len(registry)


def test_a_registered_company_lies_in_one_territory_or_in_a_district_without(
    company: Company,
) -> None:
    areas = company.newest("territory_areas")
    answerable = Counter(
        row["company_id"]
        for row in company.newest("market_companies")
        for area in areas
        if (area["city"], area["district"]) == (row["city"], row["district"])
        and area["industry"] in ("", row["industry"])
    )

    uncovered = [
        (row["city"], row["district"])
        for row in company.newest("market_companies")
        if row["company_id"] not in answerable
    ]
    assert set(answerable.values()) == {1}
    assert set(uncovered) == {("常州", "金坛"), ("常州", "天宁")}
    assert 30 <= len(uncovered) <= 48
    assert any(area["industry"] for area in areas)


def test_mail_addresses_are_never_real(company: Company) -> None:
    addresses = {row["email"] for _, row in company.all("contacts")}
    addresses |= {row["email"] for _, row in company.all("reps")}
    addresses.discard("")

    # Both endings are reserved by RFC 2606.
    assert len(addresses) > 5000
    assert all(one.endswith((".example", "@example.com")) for one in addresses)


def test_one_rep_and_one_month_are_enough(tmp_path: Path) -> None:
    summary = write_demo(tmp_path, reps=1, prospects_per_rep=1, months=1)

    assert (summary.exports, summary.dirty_rows) == (1, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["2026-10-31"]


def test_progress_is_reported_once_per_export(tmp_path: Path) -> None:
    told: list[str] = []

    write_small(tmp_path, progress=told.append)

    assert [line[:10] for line in told] == sorted(p.name for p in tmp_path.iterdir())


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(Refused, match="is not empty"):
        write_small(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("name", ["reps", "prospects_per_rep", "months"])
def test_counts_below_one_are_wrong_usage(tmp_path: Path, name: str) -> None:
    counts = {"reps": 1, "prospects_per_rep": 1, "months": 1, name: 0}

    with pytest.raises(WrongUsage, match=f"--{name.replace('_', '-')} must be 1"):
        write_demo(
            tmp_path / "out",
            reps=counts["reps"],
            prospects_per_rep=counts["prospects_per_rep"],
            months=counts["months"],
        )

    assert not (tmp_path / "out").exists()


def test_more_reps_than_ground_is_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="lower --reps"):
        write_demo(tmp_path / "out", reps=5000, prospects_per_rep=1, months=1)

    assert not (tmp_path / "out").exists()
