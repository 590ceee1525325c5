"""The shipped mapping of Salesforce, on its sample and on rows written by hand."""

from pathlib import Path

import pytest

from tests.ingest.exports import Home

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "salesforce_history"


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"needs the sample exports in {SHARED}")
def test_the_sample_of_salesforce_loads_to_the_last_row(home: Home) -> None:
    assert home.ingest("load", SHARED, "--exported-on", "2022-12-31").code == 0
    assert home.accounts() == [
        ("Opportunity.csv", 219, 219, 0, 0),
        ("OpportunityHistory.csv", 584, 584, 0, 0),
    ]
    outcomes = home.query(
        "select outcome, count(*) from raw.projects group by 1 order by 1"
    )
    assert outcomes == [("lost", 57), ("open", 73), ("won", 89)]
    days = home.query(
        "select min(entered_on)::varchar, max(entered_on)::varchar from raw.project_stages"
    )
    assert days == [("2022-01-05", "2022-12-24")]


def test_every_salesforce_object_feeds_its_entity(home: Home) -> None:
    files = {
        "Account.csv": '"Id","Name","OwnerId","NumberOfEmployees","CreatedDate","IsDeleted"\n'
        '"001A","Alpha","005A","120","2025-01-31T08:00:00.000+0000","false"\n'
        '"001B","Beta","005A","","2025-02-01T08:00:00.000+0000","true"\n',
        "Contact.csv": "Id,AccountId,FirstName,LastName,MobilePhone\n003A,001A,Na,Li,555\n",
        "Opportunity.csv": "Id,AccountId,OwnerId,StageName,Amount,CreatedDate,CloseDate,IsClosed,IsWon\n"
        "006A,001A,005A,Negotiation/Review,1.2E5,2025-03-01,2025-09-30,false,false\n"
        "006B,001A,005A,Closed Won,90000,2025-01-01,2025-02-28,true,true\n",
        "OpportunityHistory.csv": "Id,OpportunityId,StageName,Amount,CreatedDate\n"
        "008A,006A,Prospecting,100000,2025-03-01\n008B,006A,Prospecting,120000,2025-03-01\n",
        "Task.csv": "Id,AccountId,WhatId,OwnerId,TaskSubtype,ActivityDate,IsClosed\n"
        "00TA,001A,006A,005A,Call,2025-03-05,true\n00TB,001A,001A,005A,Call,2025-12-05,false\n",
        "Event.csv": "Id,AccountId,WhatId,OwnerId,EventSubtype,ActivityDateTime,DurationInMinutes\n"
        "00UA,001A,001A,005A,Event,2025-03-06T09:00:00.000Z,90\n",
        "User.csv": "ID,FIRSTNAME,LASTNAME,EMAIL,DIVISION,MANAGERID,ISACTIVE\n005A,Wei,Wang,w@example.com,East,,true\n",
        "Campaign.csv": "Id,Name,StartDate,Type,ActualCost\n701A,Seminar,2025-05-01,Seminar,3000\n",
        "CampaignMember.csv": "Id,CampaignId,ContactId,AccountId,Status,CreatedDate\n00vA,701A,003A,001A,Attended,2025-04-20\n",
    }  # fmt: skip
    for name, content in files.items():
        home.write(name, content)
    assert home.load().code == 0
    assert home.query("select prospect_id, name, headcount from raw.prospects") == [
        ("001A", "Alpha", 120)
    ]
    assert home.query("select name, phone from raw.contacts") == [("Na Li", "555")]
    assert home.query(
        "select project_id, stage, outcome, amount::int, closed_on::varchar, expected_sign_on::varchar,"
        " crm_is_won from raw.projects order by 1"
    ) == [
        ("006A", "negotiation", "open", 120_000, None, "2025-09-30", False),
        ("006B", "contract", "won", 90_000, "2025-02-28", "2025-02-28", True),
    ]
    assert home.query("select amount::int from raw.project_stages order by 1") == [
        (100_000,),
        (120_000,),
    ]
    assert home.query(
        "select activity_id, project_id, type, occurred_on::varchar, hours::varchar"
        " from raw.activities order by 1"
    ) == [
        ("00TA", "006A", "call", "2025-03-05", None),
        ("00UA", None, "visit", "2025-03-06", "1.50"),
    ]
    assert home.query("select name, team, is_active from raw.reps") == [
        ("Wei Wang", "East", True)
    ]
    assert home.query("select event_id, cost_amount::int from raw.events") == [
        ("701A", 3000)
    ]
    assert home.query(
        "select prospect_id, contact_id, has_attended from raw.event_invitations"
    ) == [("001A", "003A", True)]
    assert home.query("select value, reason from raw.rejects order by 2") == [
        (None, "left out by the mapping of salesforce (IsDeleted = true)"),
        (None, "left out by the mapping of salesforce (IsDeleted = true, IsClosed = false)"),
    ]  # fmt: skip


def test_a_merged_account_of_salesforce_is_handed_over(home: Home) -> None:
    home.write(
        "Account.csv",
        "Id,MasterRecordId,Name,IsDeleted\n"
        "A1,,Alder Pumps,false\n"
        "A2,A1,Alder Pumps Ltd,true\n"
        "A3,,Cedar Works,true\n",
    )
    assert home.load().code == 0
    assert home.query("select prospect_id, status from raw.prospects order by 1") == [
        ("A1", None),
        ("A2", "handed_over"),
    ]
    assert home.query("select reason from raw.rejects") == [
        ("left out by the mapping of salesforce (IsDeleted = true)",)
    ]
