"""Deadlines read from words. Every sentence here is invented; the report is published on 24 February 2022."""

from datetime import date

import pytest

from hmic_tracker.rules.deadlines import Confidence, first_deadline, read_deadlines, says_no_deadline

PUBLISHED = date(2022, 2, 24)

# A sentence and what it sets: a due date, "undated" (a deadline that gives no day) or "recurring".
DEADLINES = """
Immediately | 2022-02-24
Immediate. | 2022-02-24
With immediate effect, chief constables should stop sharing passwords for the property system. | 2022-02-24
The force should immediately review who holds keys to the evidence store. | 2022-02-24
The force should, with immediate effect, stop paper logs in its control room. | 2022-02-24
Chief constables must immediately withdraw the 2019 form from use. | 2022-02-24
Immediately, the constabulary should make its custody cells safe. | 2022-02-24
The chief constable should take immediate steps to repair the radio masts. | 2022-02-24
The force should stop this practice immediately. | 2022-02-24
The old guidance should be immediately withdrawn. | 2022-02-24
The force should make sure that, with immediate effect, every search is recorded. | 2022-02-24
We recommend that, with immediate effect, forces check their stores. | 2022-02-24
Within six months | 2022-08-24
Six months | 2022-08-24
12 months | 2023-02-24
6 months from publication | 2022-08-24
31 March 2022 | 2022-03-31
By 31/03/2022 | 2022-03-31
Within six months, forces should review their property stores. | 2022-08-24
Within six months chief constables should review their property stores. | 2022-08-24
Recommendation 3: within 3 months, the force should write a plan. | 2022-05-24
Recommendation 4 Within three months, the force should write a plan. | 2022-05-24
4. Within three months, the force should write a plan. | 2022-05-24
Chief constables should, within 12 months, replace their old radios. | 2023-02-24
Chief constables should within 12 months replace their old radios. | 2023-02-24
Forces that have not yet done so should, within one year, appoint a lead for fraud. | 2023-02-24
Within 28 days, the force should send its plan to the inspectorate. | 2022-03-24
Within twenty-eight days, the force should send its plan to us. | 2022-03-24
Within 28 calendar days, the force should send its plan to us. | 2022-03-24
Within 20 working days, the force should tell us what it has done. | 2022-03-24
Within ten working days the force should tell us what it has done. | 2022-03-10
Within two weeks, the force should brief its control room. | 2022-03-10
Within a fortnight, the force should brief its control room. | 2022-03-10
Within a month, the force should brief its control room. | 2022-03-24
Within eighteen months, all forces should be able to search the store by name. | 2023-08-24
Within two years, chief constables should bring this work to an end. | 2024-02-24
Within six (6) months, the force should train its call takers. | 2022-08-24
Within three to six months, the force should train its call takers. | 2022-08-24
Within the next six months, the force should train its call takers. | 2022-08-24
Over the next 12 months, forces should replace their old radios. | 2023-02-24
In six months' time, the force should report its progress. | 2022-08-24
Within six months of publication, forces should agree a standard. | 2022-08-24
Within six months of the publication of this report, forces should agree a standard. | 2022-08-24
Within three months of the date of this report, forces should agree a standard. | 2022-05-24
Within three months of this report, forces should agree a standard. | 2022-05-24
Within three months of this report being published forces should agree a standard. | 2022-05-24
Forces should agree a standard no later than six months after publication. | 2022-08-24
Within six months from the publication date of this report, the force should agree a standard. | 2022-08-24
Within six months of 1 April 2022, the force should agree a standard. | 2022-10-01
The force should finish this review within three months. | 2022-05-24
The force should send its action plan to us within 28 days. | 2022-03-24
To put this right, within six months the force should buy new cameras. | 2022-08-24
We recommend that within six months chief constables should buy new cameras. | 2022-08-24
We recommend that, within six months, the force buys new cameras. | 2022-08-24
It is recommended that within six months the force buys new cameras. | 2022-08-24
We expect forces to have put this right within six months. | 2022-08-24
Within six months, review the policy on keys. | 2022-08-24
Review the policy on keys within six months. | 2022-08-24
All forces to review the policy on keys by 31 May 2022. | 2022-05-31
Policy on keys to be rewritten by 31 May 2022. | 2022-05-31
By 31 October 2022, chief constables should publish a policy on keys. | 2022-10-31
By 31st October 2022 chief constables should publish a policy on keys. | 2022-10-31
By Monday 31 October 2022, chief constables should publish a policy on keys. | 2022-10-31
By 31 Oct 22, chief constables should publish a policy on keys. | 2022-10-31
By the 31st of October 2022, chief constables should publish a policy on keys. | 2022-10-31
By 31/10/2022, chief constables should publish a policy on keys. | 2022-10-31
By May 2022, forces should count their keys. | 2022-05-31
By the end of May 2022, forces should count their keys. | 2022-05-31
By the beginning of May 2022, forces should count their keys. | 2022-05-01
By February 2024, forces should count their keys. | 2024-02-29
By no later than 31 March 2023, forces should count their keys. | 2023-03-31
The force should count its keys no later than 31 March 2023. | 2023-03-31
The force should count its keys not later than March 2023. | 2023-03-31
As soon as possible and no later than 31 March 2023, forces should count their keys. | 2023-03-31
The force should, as soon as possible and no later than 31 March 2023, count its keys. | 2023-03-31
The force should do this immediately, and in any event within three months. | 2022-05-24
The force should do this on or before 30 June 2022. | 2022-06-30
Chief constables should make sure that by May 2022 every store has a lock. | 2022-05-31
Chief constables should make sure every store has a lock by May 2022. | 2022-05-31
Chief constables should, by May 2022, make sure every store has a lock. | 2022-05-31
Chief constables, by May 2022, should make sure every store has a lock. | 2022-05-31
By the end of 2022, every force should have counted its keys. | 2022-12-31
By the end of the financial year 2022/23, every force should have counted its keys. | 2023-03-31
By the end of 2022/23, every force should have counted its keys. | 2023-03-31
By the end of this calendar year, every force should have counted its keys. | 2022-12-31
By the end of the financial year, every force should have counted its keys. | 2022-03-31
By the end of the next financial year, every force should have counted its keys. | 2023-03-31
By the end of Q2 2022/23, the force should have counted its keys. | 2022-09-30
By Q4 2022/23, the force should have counted its keys. | 2023-03-31
By spring 2022, the force should have counted its keys. | 2022-05-31
By the end of summer 2022, the force should have counted its keys. | 2022-08-31
By autumn, the force should have counted its keys. | 2022-11-30
By winter 2022/23, the force should have counted its keys. | 2023-02-28
By 30 June, the force should have counted its keys. | 2022-06-30
By the end of June, the force should have counted its keys. | 2022-06-30
By June next year, the force should have counted its keys. | 2023-06-30
By midnight on 30 June 2022, the force should have changed its locks. | 2022-06-30
By 2023, the force should have counted its keys. | undated
By early 2023, the force should have counted its keys. | undated
By Q4, the force should have counted its keys. | undated
Before the end of 2022, the force should have counted its keys. | 2022-12-31
By May 2022, forces should count their keys. By August 2022, they should change their locks. | 2022-05-31 2022-08-31
By May 2022, forces should count their keys, and by August 2022 change their locks. | 2022-05-31 2022-08-31
The force should: (a) within three months, count its keys; (b) within six months, change its locks. | 2022-05-24 2022-08-24
Within three months, the force should count its keys, and report back within a further three months. | 2022-05-24 undated
By 1 April 2023, and then annually, chief constables should count their keys. | 2023-04-01 recurring
The force should count its keys at least annually. | recurring
Chief constables should audit their stores every six months. | recurring
Chief constables should audit their stores by 31 March each year. | recurring
Within six months of the new guidance being issued, forces should retrain their staff. | undated
By May 2022, the Home Office should change the form. By August 2022, chief constables should use it. | 2022-08-31
By May 2022, the Home Office, the College of Policing and chief constables should agree a form. | 2022-05-31
By May 2022, chief constables, working with the College of Policing, should agree a form. | 2022-05-31
Police and crime commissioners and chief constables should agree a form by May 2022. | 2022-05-31
By June 2022, supervisors should be trained to read the form. | 2022-06-30
Within six months, the constabulary should look at how it closes cases within its control room. | 2022-08-24
"""

NOT_DEADLINES = """
No deadline set
No timescale given.
N/A
The force should improve how it answers calls.
The force should act at the earliest opportunity.
The force should urgently review its stores.
The force should act as soon as possible and without delay.
Crimes should be recorded within 24 hours of receipt.
The force should make sure that crimes are recorded within 24 hours of receipt.
The force should make sure that files are sent within 28 days of arrest.
Within 28 days of arrest, officers should send the file.
The force should review all cases closed within the last 12 months.
The force should review the complaints it closed in the last six months.
Forces should look at cases from the previous 12 months.
In the year (ending 30 June 2022) the force should have recorded more.
In the 12 months to 31 March 2022 the force recorded 400 thefts of bicycles.
The force should improve on its figures for the 12 months to 31 March 2022.
The force should follow the standard published on 2 November 2022.
The force should follow the guidance that was published by the council on 2 November 2022.
Since May 2021 the force has had no lead for fraud.
The force should reduce its backlog by 10 per cent.
The force should reduce its backlog by 2,022 cases.
The force should look at how teams share work within the force.
The force should make sure officers know what to do within its control room.
The force should look at the project led by May before it goes further.
The force should look at the report by May Hill and learn from it.
By May 2022, the Home Office should change the form.
Within six months, the College of Policing should publish guidance.
Within six months, the National Police Chiefs' Council lead for keys should publish guidance for forces.
By May 2022, the College of Policing, in consultation with chief constables, should publish guidance.
The Home Office should, by May 2022, change the form.
The Home Office should change the form by May 2022.
By May 2022, guidance on keys should be published by the College of Policing.
The Home Office should review the form. It should be finished by May 2022.
Within three months, the Crown Prosecution Service should agree to meet.
Police and crime commissioners should publish a plan by May 2022.
We will return to the force within six months.
HMICFRS should review this by May 2022.
By May 2022, the force had trained 40 officers.
The force trained 40 officers by May 2022.
The force plans to train 40 officers by May 2022.
The force told us it would train 40 officers by May 2022.
By 2030, demand will have doubled.
In 2019 we recommended that, within six months, forces should count their keys.
Our 2019 report said that by May 2022 forces should count their keys.
Officers should tell a supervisor immediately when a key is lost.
Officers should immediately tell a supervisor whenever a key is lost.
The force should record the search immediately after it ends.
The force should make sure that victims are told immediately.
The force should improve its immediate response to calls.
Officers should answer each letter within five working days.
The force should make sure that officers are given a review within 12 weeks of joining.
The force should make sure that all visits take place within 28 days.
The force should contact victims within five days.
The force should review cases recorded by 31 March 2022.
The force should review the cases that were closed by 31 March 2022.
Officers not trained by May 2022 should not drive.
Demand is expected to rise over the next 12 months.
The force should forecast its demand over the next three years.
The force publishes an annual report.
The force reviewed its stores annually.
The number of keys, which had been counted by May 2022, should be published.
By 31 February 2022, forces should count their keys.
From 1 April 2022, forces should use the new form.
"""


def _table(text: str) -> list[tuple[str, str]]:
    return [tuple(part.strip() for part in line.split("|")) for line in text.strip().splitlines()]  # type: ignore[misc]


def _said(text: str) -> str:
    found = read_deadlines(text, published=PUBLISHED)
    return " ".join("recurring" if d.recurring else str(d.due or "undated") for d in found)


@pytest.mark.parametrize(("text", "expected"), _table(DEADLINES))
def test_a_sentence_gives_its_deadlines(text: str, expected: str) -> None:
    assert _said(text) == expected


@pytest.mark.parametrize("text", NOT_DEADLINES.strip().splitlines())
def test_a_sentence_that_sets_no_deadline_gives_no_date(text: str) -> None:
    assert [d.due for d in read_deadlines(text, published=PUBLISHED) if d.due] == []
