"""Deadlines read from words. Every sentence here is invented; the report is published on 24 February 2022."""

from datetime import date
from typing import Any

import pytest

from hmic_tracker.rules.deadlines import (
    Confidence,
    Deadline,
    first_deadline,
    read_deadlines,
    says_no_deadline,
)

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
The College of Policing should agree a form by May 2022. Forces should use it within three months. | undated
By May 2022, the Home Office should agree a form. Within six months, forces should count keys. | 2022-08-24
Chief constables should, immediately, and no later than 31 May 2022, check their stores. | 2022-05-31
By 31 March 2023, forces should count keys; by 30 June 2023, change locks. | 2023-03-31 2023-06-30
Forces that took part in the pilot by May 2022 should, by May 2023, share what they learned. | 2023-05-31
By mid-2023, forces should have a lead. | undated
By May 2022, the Home Office, the College of Policing and chief constables should agree a form. | 2022-05-31
By May 2022, chief constables, working with the College of Policing, should agree a form. | 2022-05-31
Police and crime commissioners and chief constables should agree a form by May 2022. | 2022-05-31
By June 2022, supervisors should be trained to read the form. | 2022-06-30
Within six months, the constabulary should look at how it closes cases within its control room. | 2022-08-24
HMIC recommends that the force should immediately: count its keys; and | 2022-02-24
HMICFRS recommends that within six months the force should: make sure that keys are counted. | 2022-08-24
By December 2022, we recommend that the force trains its staff. | 2022-12-31
All forces should immediately review their keys and report to their boards by September 2022. | 2022-02-24 2022-09-30
The force should plan this by the end of September 2022 and do it by the end of March 2023. | 2022-09-30 2023-03-31
Within six months, forces should make sure that staff are trained within 12 weeks of joining. | 2022-08-24
By 31 March 2023, forces should make sure that, within 28 days of a loss, staff report it. | 2023-03-31
By 30 April 2023, chief constables should review all losses from the last two years. | 2023-04-30
From 1 April 2023, and by no later than 30 September 2023, forces should use the new form. | 2023-09-30
Chief constables should count keys (within six months). | 2022-08-24
Recommendation 2 (by 31 May 2023): Chief constables should count keys. | 2023-05-31
Deadline: 31 May 2023 | 2023-05-31
To be completed by: 31 May 2023 | 2023-05-31
Timescale: within six months | 2022-08-24
By, at the latest, 1 May 2023, chief constables should count keys. | 2023-05-01
Chief constables should count keys by April 1st 2023. | 2023-04-01
Chief constables should count keys by March 2023 and again by March 2024. | 2023-03-31 2024-03-31
Before 31 May 2023, chief constables should count keys. | 2023-05-30
Police forces should answer this recommendation within 14 days. | 2022-03-10
Working with the Crown Prosecution Service, chief constables should agree a form within six months. | 2022-08-24
The NPCC and police forces should agree a form within six months. | 2022-08-24
By September 2023, in line with the College of Policing guidance, forces should count keys. | 2023-09-30
By September 2023, following the Home Office review, supervisors should be retrained. | 2023-09-30
Local authorities and the police should, within six months, agree a form. | 2022-08-24
All chief constables whose forces use the Home Office system should count keys by May 2023. | 2023-05-31
The force should immediately make sure that keys are counted when they are handed in. | 2022-02-24
Details should be sent to us by 31 May 2023, and we will report by September 2023. | 2023-05-31
By 31 August 2022, and every six months after that, chief constables should count keys. | 2022-08-31 recurring
The force should report to its board every quarter until March 2024. | recurring
Forces should publish the results within one month of the end of each quarter. | recurring
Within four weeks of receipt of this letter, the force should reply. | undated
Once the Home Office has published its form, forces should retrain their staff within three months. | undated
Within a six-month period the force should count its keys. | 2022-08-24
Within the next year, the force should count its keys. | 2023-02-24
By March/April 2023, the force should count its keys. | 2023-04-30
By the end of the 2022/23 financial year, chief constables should count keys. | 2023-03-31
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
Until 31 May 2023, forces should use the old form.
Between now and May 2023, forces should use either form.
We recommend that the Home Office changes the law within 12 months.
The National Police Chiefs' Council, working with police forces, should agree a form within six months.
The NPCC lead for forces' keys should, within six months, agree a form.
By September 2023, working with chief constables, the Home Office should count keys.
The Home Office should, by May 2023, direct forces to count keys by May 2024.
Police and crime commissioners should hold chief constables to account for this by May 2023.
Within 56 days of publication, police and crime commissioners must publish their comments.
The 2021 report said forces should count keys by 31 May 2022.
Forces that had not counted keys by May 2022 should do so now.
This should have been finished by 31 March 2021 but was not.
The force should get ready for the new law, which will come into force by May 2023.
The force should act on the review, due by May 2023.
The force should follow the code as changed by the ministry by May 2023.
The force should report its progress after six months.
In May 2022, forces should hold a meeting.
The force should answer emergency calls immediately.
The force should answer letters within 14 days.
Cases should be reviewed within three months.
New officers should finish the course within three months.
The force should make sure that warrants are applied for within two months.
The force should give officers six months to comply.
Within 48 hours of a child going missing, the force should hold a meeting.
The force should clear its visits, which should be made within six months.
By the time of our next inspection, the force should have counted its keys.
The force should keep to the national standard of no more than 28 days.
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


def _one(text: str, **options: Any) -> Deadline:
    (found,) = read_deadlines(text, **{"published": PUBLISHED, **options})
    return found


def test_phrase_and_start_are_those_of_the_text_as_written() -> None:
    text = "To put this right,\nthe force should – within\u00a0six months – count its ‘master’ keys."
    found = _one(text)
    assert found.phrase == "within\u00a0six months"
    assert text[found.start :].startswith(found.phrase)


def test_deadlines_come_in_the_order_of_the_text_whatever_their_dates() -> None:
    text = "By August 2022, forces should count keys. By May 2022, they should change the locks."
    first, second = read_deadlines(text, published=PUBLISHED)
    assert (first.due, second.due) == (date(2022, 8, 31), date(2022, 5, 31))
    assert first_deadline((first, second)) == second


def test_the_first_deadline_is_neither_undated_nor_recurring() -> None:
    text = "Forces should count keys at least annually and, by May 2022, change the locks."
    found = read_deadlines(text, published=PUBLISHED)
    assert [deadline.recurring for deadline in found] == [True, False]
    assert first_deadline(found) == found[1]
    assert first_deadline(()) is None


def test_a_relative_deadline_counts_from_the_date_of_issue_where_there_is_one() -> None:
    found = _one("Within six months, forces should count keys.", issued=date(2021, 12, 1))
    assert (found.due, found.counts_from) == (date(2022, 6, 1), date(2021, 12, 1))


def test_one_that_names_the_publication_counts_from_it() -> None:
    text = "Within six months of publication, forces should count keys."
    assert _one(text, issued=date(2021, 12, 1)).due == date(2022, 8, 24)
    assert _one(text, issued=date(2021, 12, 1), published=None).due is None


def test_without_either_date_a_relative_deadline_has_no_date_and_says_so() -> None:
    for text in ("Within six months, forces should count keys.", "The force should immediately count keys."):
        found = _one(text, published=None)
        assert (found.due, found.counts_from, found.confidence) == (None, None, Confidence.LOW)
        assert found.assumptions == ("It counts from publication, and no date of publication or issue is known.",)


def test_month_arithmetic_keeps_to_the_month() -> None:
    assert _one("Within six months", published=date(2022, 8, 31)).due == date(2023, 2, 28)
    assert _one("Within a year", published=date(2024, 2, 29)).due == date(2025, 2, 28)


def test_working_days_skip_the_bank_holidays_of_the_division() -> None:
    text = "Within five working days, the force should reply."
    # 14 March to 21 March; 17 March is a bank holiday in Northern Ireland.
    assert _one(text, published=date(2022, 3, 14)).due == date(2022, 3, 21)
    assert _one(text, published=date(2022, 3, 14), division="Northern Ireland").due == date(2022, 3, 22)


def test_immediately_is_due_after_the_days_of_grace() -> None:
    found = _one("Immediately", grace_days=14)
    assert (found.due, found.immediate, found.rule) == (date(2022, 3, 10), True, "Immediately")
    assert found.assumptions == ("Immediately is taken as 14 days after.",)


def test_a_year_left_out_is_assumed_and_said() -> None:
    found = _one("By autumn, the force should count its keys.")
    assert found.confidence is Confidence.LOW
    assert found.assumptions == ("The year is taken to be 2022, the first on or after 24 February 2022.",)
    assert _one("By autumn, the force should count its keys.", published=None).due is None


def test_a_date_before_publication_is_kept_with_a_warning() -> None:
    found = _one("By May 2021, the force should count its keys.")
    assert (found.due, found.confidence) == (date(2021, 5, 31), Confidence.LOW)
    assert found.assumptions == ("It is before 24 February 2022, the day that the report is counted from.",)


def test_a_plain_date_needs_no_publication() -> None:
    found = _one("By May 2022, forces should count keys.", published=None)
    assert (found.due, found.rule, found.confidence) == (date(2022, 5, 31), "By month", Confidence.HIGH)


def test_the_rule_names_the_reading() -> None:
    rules = {
        "Within six months": "Within months",
        "Within ten working days": "Within working days",
        "By 31 May 2022": "By day",
        "By spring 2022": "By season",
        "By the end of 2022": "By year",
        "No later than May 2022": "No later than",
    }
    assert {text: _one(text).rule for text in rules} == rules


def test_the_basis_is_a_sentence_for_the_register() -> None:
    assert _one("Within six months, forces should count keys.").basis == (
        "'Within six months' (Within months, counted from 24 February 2022)."
    )


def test_duties_of_a_body_that_is_named_as_ours_count() -> None:
    text = "By May 2022, the Home Office should change the form."
    assert read_deadlines(text) == ()
    assert _one(text, ours=("Home Office",)).due == date(2022, 5, 31)


def test_another_force_by_name_is_another_body_where_ours_is_named() -> None:
    text = "By May 2022, Northshire Police should count its keys. By June 2022, Southshire Police should."
    assert [d.due for d in read_deadlines(text, ours=("Southshire Police",))] == [date(2022, 6, 30)]
    assert len(read_deadlines(text)) == 2


def test_a_wrapped_line_is_one_sentence_and_a_list_is_several() -> None:
    assert _said("The force should count its keys by 31\nMarch 2022.") == "2022-03-31"
    assert _said("The force should:\n• within three months, count its keys;\n• by 31 May 2023, train its staff") == (
        "2022-05-24 2023-05-31"
    )
    assert (
        _said("The College of Policing should:\n• publish a form by May 2022; and\n• within nine months, test it.")
        == ""
    )


def test_no_deadline_is_said_in_several_ways() -> None:
    for text in ("No deadline set", "no timescale given.", "No date", "None set", "N/A", "Not stated"):
        assert says_no_deadline(text), text
    for text in ("", "Within six months", "The force sets no deadline for its own plans"):
        assert not says_no_deadline(text), text


def test_odd_text_is_read_without_complaint() -> None:
    for text in ("", "   ", ".", "by", "within", "\ufeffBy", "İ by May 2022", "by 99 May 2022", "Within 999 years"):
        read_deadlines(text, published=date(9999, 1, 1))


def test_what_runs_on_for_pages_without_a_stop_is_not_searched() -> None:
    assert read_deadlines("within six months, " * 1500, published=PUBLISHED) == ()
