"""Deadlines read from words in the style of reports and letters. Every sentence here is invented.

The report is published on 24 February 2022. A sentence may run over several lines; the line after it says what it
sets: the days, "recurring", or "none" where it gives no day. `\\n` stands for a line's end, `~` for a fixed blank.
"""

import re
from datetime import date

import pytest

from hmic_tracker.rules.deadlines import read_deadlines

PUBLISHED = date(2022, 2, 24)

SENTENCES = r"""
By 31 March 2023, chief constables should audit who holds access to their intelligence system.
=> 2023-03-31
Within three months, forces should appoint a senior officer to lead on stalking.
=> 2022-05-24
Within 12 months of the publication of this report, chief constables should retrain their front-counter staff.
=> 2023-02-24
Within six months of this report being published, the force should rewrite its missing persons policy.
=> 2022-08-24
The force should rewrite its missing persons policy within six months of this report's publication.
=> 2022-08-24
By no later than 30 September 2022, all forces should have a lead for modern slavery.
=> 2022-09-30
Chief constables should make sure, by April 2023, that their vetting units have enough staff.
=> 2023-04-30
The constabulary should clear its backlog of visits to registered sex offenders by the end of September 2022.
=> 2022-09-30
By the end of the year, forces should have trained their call handlers.
=> 2022-12-31
By the end of this year forces should have trained their call handlers.
=> 2022-12-31
By the end of next year, forces should have trained their call handlers.
=> 2023-12-31
By the end of the calendar year, forces should have trained their call handlers.
=> 2022-12-31
By autumn 2022, the force should complete its review of response shifts.
=> 2022-11-30
By summer 2022, the force should complete its review of response shifts.
=> 2022-08-31
By the summer of 2022, the force should complete its review of response shifts.
=> 2022-08-31
By spring, the force should complete its review of response shifts.
=> 2022-05-31
By the spring of next year, the force should complete its review of response shifts.
=> 2023-05-31
By Christmas 2022, the force should have a plan.
=> 2022-12-25
By 1 April next year, the force should move to its new shift pattern.
=> 2023-04-01
With immediate effect, forces should stop closing cases without a supervisor's agreement.
=> 2022-02-24
Immediately, and no later than 30 June 2022, forces should check every outstanding warrant.
=> 2022-06-30
The force should check every outstanding warrant immediately and no later than 30 June 2022.
=> 2022-06-30
Chief constables should immediately review how they risk assess domestic abuse.
=> 2022-02-24
Forces should review how they risk assess domestic abuse (by 30 September 2022).
=> 2022-09-30
From 1 April 2023, all forces should record the ethnicity of the people they stop.
=> none
The force should send us its plan as soon as practicable and in any event within 28 days.
=> 2022-03-24
Within 20 working days of publication the chief constable should write to HM Inspector with a plan.
=> 2022-03-24
Within two weeks of receiving this letter, the force should acknowledge it.
=> none
Calls that are graded as priority should be attended within 24 hours of receipt.
=> none
Every six months, chief constables should report on this to their police and crime commissioner.
=> recurring
The force should dip sample its decisions at least quarterly.
=> recurring
The force should dip sample its decisions at least once a year.
=> recurring
A 6-month review should be held of each case.
=> none
Within the next six months, chief constables should publish a strategy for neighbourhood policing.
=> 2022-08-24
Over the next two years, forces should move all paper records to the new system.
=> 2024-02-24
In the next 12 months, the force should raise the number of accredited detectives.
=> 2023-02-24
No later than six months after publication, chief constables should publish a strategy.
=> 2022-08-24
Six months from the date of this letter, the force should report back to HM Inspector.
=> none
Until 31 December 2022, the force should keep a weekly log of such calls.
=> none
Between April and June 2023 forces should pilot the new form.
=> none
The force has had a dedicated rape team since April 2021.
=> none
In the year ending March 2022, the force recorded 4,100 domestic abuse crimes.
=> none
The force should work to the guidance published in July 2021.
=> none
During the 12 months to 31 March 2022, only half of victims were surveyed; the force should improve this.
=> none
By 31 March 2023, the Home Office should amend the counting rules.
=> none
Within three months, the NPCC should agree a national definition with the College of Policing.
=> none
By September 2022, the College of Policing should update its authorised professional practice.
=> none
By September 2022, police and crime commissioners should publish a statement about how they scrutinise this.
=> none
Within six months, the director of children's services should send the inspectorates a written statement of
proposed action.
=> none
The local authority should, by 21 July 2022, send its written statement of action to Ofsted.
=> none
By 30 June 2022, the integrated care board should commission more health-based places of safety.
=> none
Within six months, the Crown Prosecution Service and the police should agree a joint improvement plan.
=> 2022-08-24
By 31st January 2023, the force should complete a training needs analysis.
=> 2023-01-31
By Friday 30 September 2022, the force should complete a training needs analysis.
=> 2022-09-30
By Friday, 30 September 2022, the force should complete a training needs analysis.
=> 2022-09-30
By 30 September, the force should complete a training needs analysis.
=> 2022-09-30
By 31 January, the force should complete a training needs analysis.
=> 2023-01-31
By September 30, 2022, the force should complete a training needs analysis.
=> 2022-09-30
By 30/09/2022 the force should complete a training needs analysis.
=> 2022-09-30
By 30.09.2022 the force should complete a training needs analysis.
=> 2022-09-30
By 30-09-2022 the force should complete a training needs analysis.
=> 2022-09-30
By 2022-09-30 the force should complete a training needs analysis.
=> 2022-09-30
By 03/04/2023 the force should complete a training needs analysis.
=> 2023-04-03
By 12/31/2022 the force should complete a training needs analysis.
=> none
By mid-2023, chief constables should put in place a digital forensics plan.
=> none
By Q2 2022, the force should put in place a digital forensics plan.
=> 2022-06-30
By Q1 2022/23, the force should put in place a digital forensics plan.
=> 2022-06-30
By the end of Q3 2022-23, the force should put in place a digital forensics plan.
=> 2022-12-31
By the end of the second quarter of 2022/23, the force should put in place a digital forensics plan.
=> 2022-09-30
Within twelve (12) months, the force should put in place a digital forensics plan.
=> 2023-02-24
Over a six-month period the force should put in place a digital forensics plan.
=> 2022-08-24
WITHIN THREE MONTHS, THE FORCE SHOULD PUT IN PLACE A PLAN.
=> 2022-05-24
IMMEDIATELY: the force should stop using this form.
=> 2022-02-24
Within 3 months the force should: – review its policy; and – train its supervisors.
=> 2022-05-24
By 30 September 2022,4 chief constables should have a plan for this.
=> 2022-09-30
By 30 September 2022[4] chief constables should have a plan for this.
=> 2022-09-30
By 30 September 2022⁴ chief constables should have a plan for this.
=> 2022-09-30
Within 3–6 months, the force should have a plan for this.
=> 2022-08-24
The force should immediately stop strip searching without authority. Within three months, it should retrain
custody sergeants. Within six months, it should publish the results.
=> 2022-02-24 2022-05-24 2022-08-24
With immediate effect, the force should: 1. stop the practice; 2. by 30 June 2022, write to those affected; and
3. by 30 September 2022, report to us.
=> 2022-02-24 2022-06-30 2022-09-30
Recommendation 6: By 31 October 2022, chief constables should: a) review the process; and b) make sure staff
know it.
=> 2022-10-31
Recommendations to be completed within three months
=> 2022-05-24
Recommendations for chief constables: within 12 months
=> 2023-02-24
Completion date: 31 March 2023
=> 2023-03-31
Target date: June 2022
=> 2022-06-30
Due: 30 June 2022
=> 2022-06-30
Timescale: immediate
=> 2022-02-24
Timescale: immediately
=> 2022-02-24
Within 90 days, the chief constable should set out how this will be put right.
=> 2022-05-25
Within one calendar month, the chief constable should set out how this will be put right.
=> 2022-03-24
Within six weeks of the publication of this report, the force should give us an action plan.
=> 2022-04-07
Northshire Police should provide to HMICFRS, within six weeks of publication, an action plan.
=> 2022-04-07
We recommend that Northshire Police immediately reviews its response to children who go missing.
=> 2022-02-24
We recommend that, within three months, Northshire Police reviews its response to children who go missing.
=> 2022-05-24
We recommend that, within three months, Northshire Police acts to make sure that children held in custody see an
appropriate adult.
=> 2022-05-24
HMICFRS will assess progress within six months of the publication of this report.
=> none
The force should take immediate action to remove ligature points from its cells.
=> 2022-02-24
Immediate action should be taken to remove ligature points from the cells.
=> 2022-02-24
The force needs to act immediately to remove ligature points from its cells.
=> 2022-02-24
Chief constables must, with immediate effect, stop the use of unmanaged devices.
=> 2022-02-24
By 31 May 2022 at the latest, chief constables must stop the use of unmanaged devices.
=> 2022-05-31
As soon as possible, and by 31 May 2022 at the latest, chief constables must stop the use of unmanaged devices.
=> 2022-05-31
At the latest by 1 September 2022, forces must stop the use of unmanaged devices.
=> 2022-09-01
By end of March 2023, chief constables should finish this work.
=> 2023-03-31
By end March 2023, chief constables should finish this work.
=> 2023-03-31
By the close of 2022, chief constables should finish this work.
=> 2022-12-31
By the close of business on 30 June 2022, chief constables should finish this work.
=> 2022-06-30
No later than the end of June 2022, chief constables should finish this work.
=> 2022-06-30
By 01 September 2022, chief constables should finish this work.
=> 2022-09-01
Chief constables should finish this work before April 2023.
=> 2023-03-31
Chief constables should finish this work before the end of March 2023.
=> 2023-03-31
Chief constables should finish this work by the start of April 2023.
=> 2023-04-01
This work should be completed by 31 August 2022.
=> 2022-08-31
The new process should be in place by 31 August 2022.
=> 2022-08-31
All staff are to be trained by August 2022.
=> 2022-08-31
All relevant staff must have received the training by August 2022.
=> 2022-08-31
By August 2022 all relevant staff should have received the training.
=> 2022-08-31
By 31 August 2022, and every 12 months thereafter, chief constables should review their designations.
=> 2022-08-31 recurring
In the six months following publication, chief constables should review their designations.
=> 2022-08-24
Within six months from the date of publication, chief constables should review their designations.
=> 2022-08-24
Within six months of the date of publication of this report, chief constables should review their designations.
=> 2022-08-24
Within 56 days of the date of publication, chief constables should tell the inspectorate whether they accept
this.
=> 2022-04-21
Chief constables should write to HM Chief Inspector by 31 July 2022 to say what they have done.
=> 2022-07-31
Chief constables should provide HM Chief Inspector with an update within 12 months.
=> 2023-02-24
Within two years all forces should have reached the standard, with an interim report by 28 February 2023.
=> 2024-02-24 2023-02-28
As a matter of urgency, the force should act on the backlog.
=> none
Without delay, the force should act on the backlog.
=> none
At the earliest opportunity the force should act on the backlog.
=> none
Forces should urgently review the backlog, and by 30 April 2022 have a plan to clear it.
=> 2022-04-30
The force should review the 40 cases that it closed within the last 12 months.
=> none
The force should, by 31 October 2022, review the cases it closed within the last 12 months.
=> 2022-10-31
Forces should review all cases since 1 January 2020 by 31 October 2022.
=> 2022-10-31
Within six months, forces should review all cases recorded between 1 April 2020 and 31 March 2022.
=> 2022-08-24
Our report, published on 24 February 2022, said that the force should improve.
=> none
Victims should be contacted within 48 hours, and the force should assure itself of this by June 2022.
=> 2022-06-30
The force should make sure that initial contact takes place within one hour of the call.
=> none
The force should send the file to prosecutors within 28 days of charge.
=> none
The force should make sure that domestic abuse risk assessments are checked by a supervisor within 24 hours.
=> none
By May 2022, forces should adopt the NPCC's framework, which was published in July 2021.
=> 2022-05-31
By May 2022, forces should adopt the framework which the NPCC will publish by April 2022.
=> 2022-05-31
By 31 December 2022, chief constables, the NPCC and the Home Office should agree a way to share data.
=> 2022-12-31
Chief constables and the director general of the National Crime Agency should agree a protocol within nine
months.
=> 2022-11-24
By 1 May 2022, the National Crime Agency should agree a protocol.
=> none
By 1 May 2022, the Independent Office for Police Conduct should agree a protocol.
=> none
By 1 May 2022, His Majesty's Prison and Probation Service should agree a protocol.
=> none
By 1 May 2022, the mayor should agree a protocol.
=> none
By 1 May 2022, the Ministry of Justice should agree a protocol with forces.
=> none
By 1 May 2022, the Secretary of State should consult forces on a protocol.
=> none
By 1 May 2022, the National Police Chiefs’ Council lead for custody should consult forces.
=> none
By 1 May 2022, Counter Terrorism Policing should consult forces.
=> none
By 1 May 2022, Ofsted should consult forces.
=> none
By 1 May 2022, the council and its partners should consult.
=> none
By 1 May 2022, the force and its partners should consult.
=> 2022-05-01
By 1 May 2022, the force should ask the Home Office for funding.
=> 2022-05-01
By 1 May 2022, the force should work with the Crown Prosecution Service to reduce delay.
=> 2022-05-01
The chief constable and the police and crime commissioner should agree a plan by 1 May 2022.
=> 2022-05-01
By 1 May 2022, we will have visited the force again.
=> none
We will revisit the force in six months' time.
=> none
The force intends to complete the roll-out by December 2022.
=> none
The force expects to finish by the end of March 2022.
=> none
The force has plans to train all its officers by spring 2023, and should keep these under review.
=> none
In April 2022 the force will introduce a new crime system.
=> none
The force set itself a target of six months, which it did not meet.
=> none
The force should make better use of its 12-month plan.
=> none
No deadline set. The force should improve.
=> none
Within six months of the introduction of the new system, the force should retrain its staff.
=> none
Within three months of the College of Policing's guidance, forces should retrain their staff.
=> none
Three months after issue, the force should report to HM Inspector.
=> none
By the end of the 2022 financial year, the force should have a plan.
=> none
Within 18 months chief constables should: (i) review the estate; (ii) by no later than 31 December 2022, publish
the review; and (iii) within the same period, close unsuitable cells.
=> 2023-08-24 2022-12-31
Chief constables should (within three months) consider the findings, and (within six months) act on them.
=> 2022-05-24 2022-08-24
By 30 June 2022 (or 30 September 2022 for forces without a lead), chief constables should report.
=> 2022-06-30
Within one month: review custody staffing. Within three months: recruit.
=> 2022-03-24 2022-05-24
By 31 October 2023, the College of Policing should rewrite its advice on lost property. Every chief constable
should make sure their force follows that advice.
=> none
By 30 April 2023, chief constables should draw up, and each week look through, a list of lost radios, sorted by:
who last signed for one; or where it was last switched on.
=> 2023-04-30
By 30 April 2023, chief constables should begin routine dip samples of lost property, both what was claimed and
what was sold.
=> 2023-04-30
By 30 April 2023, chief constables should make sure that all officers have an annual integrity review.
=> 2023-04-30
By 31 October 2023, chief constables should make sure that anyone in a designated post has been vetted to the
right level, and they should then check this at least every twelve months.
=> 2023-10-31 recurring
By September 2022, every force in the region should write and print a plan that says how it will look after lost
pets.
=> 2022-09-30
Immediately, police forces and the Crown Prosecution Service should meet in each area to sort out who keeps the
exhibits.
=> 2022-02-24
With immediate effect, the City of London Police should tell forces which cases it will look at.
=> 2022-02-24
As soon as practicable, the Home Office should say who will pay for the new store.
=> none
By 30 September 2022, chief constables should print their force's policy on found bicycles (both those handed in
and those that officers find).
=> 2022-09-30
By 31 March 2023, the National Police Chiefs' Council Coordinator for Economic Crime, with forces, should design
a common model.
=> none
The force should immediately: find out where keys go missing; and put somebody in charge of the key desk. Within
three months: tell staff what was found. Within six months: teach all staff who sign for keys how to do so.
=> 2022-02-24 2022-05-24 2022-08-24
Within six months, Northshire Constabulary should make improvements to make sure that it investigates crimes
well enough and that plans are reviewed within 48 hours by a supervisor.
=> 2022-08-24
By 31 August 2022, Northshire Police should: make sure repeat callers are routinely identified; and give timely
advice on preserving evidence.
=> 2022-08-31
Pending the outcome of that review, chief constables should, with immediate effect, stop lending out the spare
vans.
=> 2022-02-24
Forces should take immediate steps to make sure that every van has a first aid box.
=> 2022-02-24
By 1 December 2022, the National Police Chiefs' Council, the Association of Police and Crime Commissioners and
the Home Office should agree how forces will be funded.
=> none
Chief constables should consider the findings of this report and, by 31 March 2023, have assured themselves that
their forces have enough trained interviewers.
=> 2023-03-31
By 14 November 2022, forces that we found not to have a policy should write one; all other forces should do so
by 1 May 2023.
=> 2022-11-14 2023-05-01
Forces should do so by the end of the current financial year.
=> 2022-03-31
With effect from 1 April 2023, chief constables should include stalking in their force management statements.
=> none
Chief constables should include this in their next force management statement.
=> none
By the time we next inspect the force, it should have a full review in place.
=> none
In readiness for implementation by May 2023, the NPCC should pilot the form in three forces.
=> none
Within one year of publication, all forces should have enough specialist advisers, in line with the NPCC's
strategy for 2021–2024.
=> 2023-02-24
The force should provide more training; this should begin by July 2022 and be complete by January 2023.
=> 2022-07-31 2023-01-31
The chief constable should review, by the end of September 2022, whether the way the force allocates crimes
under the 2020 policy is working.
=> 2022-09-30
We recommend that by September 2022 chief constables review the procedures for releasing suspects under
investigation.
=> 2022-09-30
HMICFRS has recommended that by March 2023, all police forces should label their vans.
=> 2023-03-31
Within 12 months, the Home Office should work with chief constables and the NPCC to find a way to record this
data. In the meantime, chief constables should make sure that their own data is accurate.
=> none
Within 12 months the Home Office should change the law. Chief constables should prepare for that change
immediately.
=> 2022-02-24
By 31 July 2022, the force should complete a comprehensive review of the crimes it filed with no further action
in the six months to 31 December 2021.
=> 2022-07-31
Chief constables should make sure that, within three months, everyone in their force who drives a van has been
shown how to reverse it.
=> 2022-05-24
Chief constables should make sure that children in custody are seen by an appropriate adult within two hours of
their rights being read.
=> none
The force should improve the time it takes to answer non-emergency calls so that fewer than 5 per cent are
abandoned by the end of 2022.
=> 2022-12-31
The force should continue its work to reduce its abandonment rate, which rose from 12 per cent in April 2021 to
31 per cent by January 2022.
=> none
The force should make sure officers complete the vulnerability training, as only 60 percent of them had done so
by December 2021.
=> none
The force should make sure its plans to recruit 60 detectives by March 2023 are realistic.
=> none
Within the next three months, the chief constable should put in place a plan with milestones to show how the
force will reach this standard by March 2024.
=> 2022-05-24
The force should provide us with an action plan within 28 days and should meet us every two months to discuss
progress.
=> 2022-03-24 recurring
The National Crime Agency should immediately, and by no later than 31 May 2022, review the tool.
=> none
By 31 May 2022, regional organised crime units should review the tool.
=> none
By 31 May 2022, all chief constables of forces in the region should review the tool.
=> 2022-05-31
By 31 May 2022, lead force chief constables and the NCA should review how regional units are paid for.
=> 2022-05-31
By 30 June 2022 the Chief Constable of Northshire should have a detailed improvement plan agreed with the
Commissioner.
=> 2022-06-30
Senior officers should as a priority, and certainly within the next three months, assess the workload of their
public protection teams.
=> 2022-05-24
Before the end of June 2022, senior officers should assess the workload of their public protection teams.
=> 2022-06-30
During the next six months, senior officers should assess the workload of their public protection teams.
=> 2022-08-24
At the end of six months, the force should evaluate the pilot.
=> none
The force should have made demonstrable progress within 6 months of the date of the publication of the report.
=> 2022-08-24
Forces should, not later than twelve months after the date on which this report is published, have their own
lead.
=> 2023-02-24
Forces, if they have not done so already, should by 1 July 2022 make sure their staff are trained.
=> 2022-07-01
By 1 July 2022, in consultation with the Crown Prosecution Service and the NPCC, chief constables should make
sure their staff are trained.
=> 2022-07-01
By 1 July 2022, the senior responsible owner for the emergency services network should give forces a timetable.
=> none
By the end of July 2022, HM Courts and Tribunals Service should give forces a timetable.
=> none
Youth offending teams should, within six months, review out of court disposals with the police.
=> none
Within six months, police leaders should review out-of-court disposals with youth offending teams.
=> 2022-08-24
Within six months, chief officers should review out-of-court disposals.
=> 2022-08-24
Within six months, custody sergeants should be given further training and, within twelve months, their knowledge
should be tested.
=> 2022-08-24 2023-02-24
The force should make sure that detainees are offered legal advice promptly and, by no later than September
2022, that custody records are dip sampled each month.
=> 2022-09-30 recurring
Within three months of this inspection, the force should have removed the ligature points in its cells.
=> none
By 1 September 2022, chief constables of forces without a dedicated rape investigation team should tell us why.
=> 2022-09-01
By 30 June 2022, the Metropolitan Police Service should review how it records intelligence on gangs.
=> 2022-06-30
By the end of September 2022, every force should know how many of its officers are awaiting vetting renewal.
=> 2022-09-30
Chief constables should, by the end of September 2022 at the latest, know how many of their officers await
renewal.
=> 2022-09-30
The force should, as soon as possible but by no later than 30 June 2022, know how many of its officers await
renewal.
=> 2022-06-30
Forces should make sure that by 1 October 2022 they have a policy, and that staff read it within one month of
joining.
=> 2022-10-01
By October 2022, the NPCC lead for domestic abuse should give forces a template. By January 2023, chief
constables should have used it.
=> 2023-01-31
The College of Policing and the NPCC should, by 31 December 2022, publish national guidance, and forces should
follow it within six months of publication.
=> none
By 31 December 2022, the Home Office, working with chief constables, should publish a plan for the database.
=> none
By 31 December 2022, police forces, working with the Home Office, should have a plan for the database.
=> 2022-12-31
By 31 December 2022, the police service, through the NPCC, should have a plan for the database.
=> 2022-12-31
Starting immediately, the force should brief staff at the beginning of each shift.
=> 2022-02-24
The force should start this work immediately.
=> 2022-02-24
The force should start this work immediately and complete it within nine months.
=> 2022-02-24 2022-11-24
The force should tell the inspectorate by 1 April 2022 how it will meet this recommendation.
=> 2022-04-01
The force should set out to us how it will meet this recommendation by 1 April 2022.
=> none
Northshire Constabulary should ensure that within three months its risk assessments are supervised.
=> 2022-05-24
Northshire Constabulary should within three months ensure that its risk assessments are supervised.
=> 2022-05-24
By 31 August 2022, Northshire Constabulary should make sure that: supervisors check every assessment within 72
hours; and staff record why.
=> 2022-08-31
Area for improvement: the force should make sure it attends calls within its own target times.
=> none
Area for improvement: the constabulary should improve how quickly it uploads images, so that all are uploaded
within seven days.
=> none
The force should make sure that suspects who are released under investigation are reviewed every 28 days.
=> recurring
The force should make sure that it reviews deployments annually.
=> recurring
The force should publish its gender pay data each year by 31 March.
=> recurring
The constabulary should hold a debrief within 72 hours of a child's return.
=> none
The force should make sure that return interviews take place within 72 hours.
=> none
The force should refer to the IOPC, without delay and in any case by the end of the next day, all such matters.
=> none
The force should respond to complaints within 28 days of receipt, as the regulations require.
=> none
Forces should retain body-worn video for 31 days.
=> none
The force should extend the pilot for a further six months.
=> none
The force should carry out the survey for three months.
=> none
The force should train 300 officers a year until 2025.
=> none
The force should reduce its vacancies to below 5 per cent by 31 December 2022.
=> 2022-12-31
The force should aim to reduce vacancies by 20 per cent by the end of 2022.
=> 2022-12-31
The force should reduce the number of people on bail for more than 12 months.
=> none
The force should review those who have been under investigation for longer than six months by 30 June 2022.
=> 2022-06-30
The force should learn from the pilot, which ended in December 2021.
=> none
The force should consider the 2021/22 force management statement by the end of April 2022.
=> 2022-04-30
By April 2022, when the new contract starts, the force should have a process for checking invoices.
=> 2022-04-30
By 31 July 2022, and after consulting staff associations, the force should change its shift pattern.
=> 2022-07-31
By 31 July 2022 the force, after consulting staff associations, should change its shift pattern.
=> 2022-07-31
By 31 July 2022 supervisors should make sure that plans are recorded on the system within five days.
=> 2022-07-31
Immediately: – stop the use of spit hoods on children; within one month: – review past use; and within six
months: – train staff.
=> 2022-02-24 2022-03-24 2022-08-24
Recommendation 1 (immediate): The force should tell all officers to switch on their cameras.
=> 2022-02-24
Recommendation 2 (within 3 months): The force should make sure that searches are recorded.
=> 2022-05-24
Recommendation 3 – within six months – the force should publish its search data.
=> 2022-08-24
Recommendation 4. To be implemented by December 2022: chief constables should publish search data.
=> 2022-12-31
This recommendation should be implemented within 12 months.
=> 2023-02-24
This should be done within 12 months.
=> 2023-02-24
These changes should be made by 30 November 2022.
=> 2022-11-30
We expect these changes to be made by 30 November 2022.
=> 2022-11-30
We expect forces to do this by 30 November 2022.
=> 2022-11-30
We would expect this to be completed within six months.
=> 2022-08-24
HMICFRS expects to see progress by 30 November 2022.
=> 2022-11-30
The inspectorate will expect the force to have made progress by its next inspection in 2023.
=> none
We gave the force until 30 November 2021 to act.
=> none
The force must provide an action plan to HM Inspectorate of Constabulary by midday on 14 March 2022.
=> 2022-03-14
Following publication of this report, the force has six weeks in which to provide an action plan.
=> none
The force has six weeks from publication to provide an action plan.
=> none
The chief constable should by return confirm that this has been done.
=> none
By the end of the inspection the force had put this right.
=> none
By the second half of 2022 the force should have a new estate strategy.
=> none
By late 2022 the force should have a new estate strategy.
=> 2022-12-31
By late summer 2022 the force should have a new estate strategy.
=> 2022-08-31
By the end of autumn 2022 the force should have a new estate strategy.
=> 2022-11-30
Over the course of the next year, the force should develop a new estate strategy.
=> 2023-02-24
During 2022, the force should develop a new estate strategy.
=> none
In 2022/23 the force should develop a new estate strategy.
=> none
By December, forces should have told the NPCC lead whether they use this software.
=> 2022-12-31
By 30 April 2023, chief constables should make sure that their force's vetting unit and counter-corruption unit:
meet regularly and share what they know; and have immediate access to each other's systems.
=> 2023-04-30
By 30 April 2023, chief constables should make sure that, when they lend vans to people with points on their
licence, they take steps to lower the risk, which are written within the log book.
=> 2023-04-30
By 31 March 2023, chief constables should make sure that their stores put a tag on all new boxes and bags,
including those handed in within the last two years.
=> 2023-03-31
By 30 April 2023, chief constables should make sure their stores and garages always ask who last used a van.
These questions should go back over the past three years.
=> 2023-04-30
By 31 March 2023, chief constables must be able to show that they have complied with recommendation 2 of our
2019 report and reviewed all officers in high-risk posts by 31 July 2023.
=> 2023-03-31 2023-07-31
By October 2023, chief constables should have a policy for lost warrant cards, which sets out what officers
should do immediately, and what supervisors must do within seven days.
=> 2023-10-31
As soon as possible, the Home Office should bring forward new rules. Until they come into force, chief
constables should use their existing powers.
=> none
As soon as possible, but within six months at the latest, chief constables should sell the vans that are no
longer needed.
=> 2022-08-24
Within 12 months, chief constables should review the demand on their digital units and set out how they intend
to meet it over the next three years.
=> 2023-02-24
Within six months, the force should make sure that it can show how it used the uplift in funding it received in
April 2021.
=> 2022-08-24
We recommend that, within six months of this inspection, Northshire Police takes steps to improve how it looks
after its horses.
=> none
Within six months Northshire Police should work with its safeguarding partners to make sure that children who
are detained get alternative accommodation.
=> 2022-08-24
The chief constable should, within one month, meet HM Inspector to discuss the plan and should provide updates
every month after that.
=> 2022-03-24 recurring
Within 3 months the force should create clear lines of governance, with performance reports every quarter.
=> 2022-05-24 recurring
The force should immediately make sure that it has enough trained staff in the control room and that all calls
are assessed using THRIVE within the first few minutes.
=> 2022-02-24
By 31 July 2022, Northshire Police should make sure that incidents are recorded within 24 hours of receipt, and
that staff are told of this within one month of appointment.
=> 2022-07-31
The force should, within three months: establish why so many crimes are closed within 24 hours; and stop this
where it is wrong.
=> 2022-05-24
By 28 February 2023 all forces should be sharing vans through the pool, which has been in place since 2019.
=> 2023-02-28
With immediate effect, chief constables should put in place effective governance until the new national model
begins in April 2023.
=> 2022-02-24
Chief constables should work with their local criminal justice boards to review and improve victim contact. This
should be done within nine months.
=> 2022-11-24
By 30 September 2022, chief constables and the Crown Prosecution Service's area leads should agree how they will
report delays.
=> 2022-09-30
The Crown Prosecution Service and chief constables should, within six months, agree how they will report delays.
=> 2022-08-24
The Home Office should work with the police to agree this within six months.
=> none
Within 6 months, the Ministry of Justice, Home Office, Attorney General's Office and chief constables should
agree one performance framework.
=> 2022-08-24
Within 6 months, the Ministry of Justice, Home Office and Attorney General's Office should agree one performance
framework.
=> none
By December 2022, the NPCC should make sure that all forces have a digital lead.
=> none
By December 2022, the NPCC, the College of Policing and all chief constables should sign up to one set of
standards.
=> 2022-12-31
By December 2022, all forces should sign up to the standards, overseen by the NPCC and the College of Policing.
=> 2022-12-31
By June 2022, the force's counter-corruption unit should have a full strategic threat assessment.
=> 2022-06-30
By June 2022, the head of the professional standards department should have a full strategic threat assessment.
=> 2022-06-30
By June 2022, the deputy chief constable should chair a monthly board to oversee this.
=> 2022-06-30
The deputy chief constable should chair a monthly board to oversee this.
=> none
The force should ensure it reviews its annual assessment and, within the next planning cycle, uses it.
=> none
The force should complete its estates strategy within this financial year.
=> none
The force should complete its estates strategy within the 2022/23 financial year.
=> none
The force should complete its estates strategy in this financial year.
=> none
In the longer term, the force should complete its estates strategy.
=> none
In the short term, and by 31 May 2022, the force should fix the leaks.
=> 2022-05-31
The force should make sure that the improvements it has made since our last inspection in 2020 are kept up.
=> none
The force should make sure that its officers have time to investigate, especially as they will have 40 more
cases each by 2024.
=> none
The force should plan for the 100 officers who will retire by March 2023.
=> none
The force should make sure that it meets the standard, which applies to all forces from 1 April 2022, by 30 June
2022.
=> 2022-06-30
To reduce the risk to the public, the force should within four weeks identify and assess every wanted person.
=> 2022-03-24
The force should identify and assess every wanted person within four weeks.
=> none
The force should arrest wanted people within four weeks.
=> none
The force should upload images to the database within four weeks.
=> none
Forces should complete background checks on all new joiners within three months of appointment.
=> none
By 1 January 2023, no force should use more than two shift patterns.
=> 2023-01-01
By 1 January 2023 there should be one shift pattern for all.
=> 2023-01-01
There should be a single point of contact in every force by 1 January 2023.
=> 2023-01-01
A single point of contact should be appointed in every force by 1 January 2023.
=> 2023-01-01
It is essential that by 1 January 2023 every force has a single point of contact.
=> 2023-01-01
The constabulary is asked to provide its plan by 1 April 2022.
=> 2022-04-01
The constabulary is required to provide its plan within 28 days of the date of this report.
=> 2022-03-24
Please provide your plan by 1 April 2022.
=> 2022-04-01
Your force should reply by 5pm on Friday 11 March 2022.
=> 2022-03-11
I ask that you reply within ten working days of the date of this letter.
=> 2022-03-10
Forces should reply no later than close of business on 11 March 2022.
=> 2022-03-11
Within~three~months, the force should publish its plan.
=> 2022-05-24
Within three\nmonths, the force should publish its plan.
=> 2022-05-24
By 31~March 2023, chief constables should publish a plan.
=> 2023-03-31
Chief constables should – by 31 March 2023 – publish a plan.
=> 2023-03-31
Chief constables should—within six months—publish a plan.
=> 2022-08-24
Cause of concern 1\nThe force is not good enough at protecting children.\nRecommendations\nWithin three months,
the force should:\n• train its call takers; and\n• check every open case.\nWithin six months, the force
should:\n• test what they have learned.
=> 2022-05-24 2022-08-24
The force should: 1) immediately, stop closing such cases; 2) within three months, review those closed since
April 2021; and 3) by 31 December 2022, publish what it found.
=> 2022-02-24 2022-05-24 2022-12-31
BY 31 MARCH 2023 CHIEF CONSTABLES SHOULD PUBLISH A PLAN
=> 2023-03-31
by 31 march 2023 chief constables should publish a plan
=> 2023-03-31
By the 31st March 2023 chief constables should publish a plan.
=> 2023-03-31
By Mar 2023 chief constables should publish a plan.
=> 2023-03-31
By Sept 2022 chief constables should publish a plan.
=> 2022-09-30
By March '23 chief constables should publish a plan.
=> 2023-03-31
By March 23 chief constables should publish a plan.
=> 2023-03-31
By 31/3/23 chief constables should publish a plan.
=> 2023-03-31
By 1/2/23 chief constables should publish a plan.
=> 2023-02-01
By 29 February 2023 chief constables should publish a plan.
=> none
By Monday 30 September 2022 chief constables should publish a plan.
=> none
Within 1 year, chief constables should publish a plan.
=> 2023-02-24
Within half a year, chief constables should publish a plan.
=> none
Within 9 to 12 months, chief constables should publish a plan.
=> 2023-02-24
Within 0 months, chief constables should publish a plan.
=> none
Within nine-months, chief constables should publish a plan.
=> 2022-11-24
Within nine months' time chief constables should publish a plan.
=> 2022-11-24
Within a period of nine months, chief constables should publish a plan.
=> 2022-11-24
Within a maximum of nine months, chief constables should publish a plan.
=> 2022-11-24
Not more than nine months after publication, chief constables should publish a plan.
=> 2022-11-24
Within the three months following the publication of this report, chief constables should publish a plan.
=> 2022-05-24
Within three months after publication chief constables should publish a plan.
=> 2022-05-24
Within three months following this report, chief constables should publish a plan.
=> 2022-05-24
Within three months of today, chief constables should publish a plan.
=> 2022-05-24
Within three months, at the latest, chief constables should publish a plan.
=> 2022-05-24
Within, at most, three months chief constables should publish a plan.
=> none
By 31 March 2023 at the very latest, chief constables should publish a plan.
=> 2023-03-31
By or before 31 March 2023, chief constables should publish a plan.
=> 2023-03-31
On or before 31 March 2023 chief constables should publish a plan.
=> 2023-03-31
By 31 March 2023, or sooner if they can, chief constables should publish a plan.
=> 2023-03-31
By 31 March 2023 (and sooner where possible) chief constables should publish a plan.
=> 2023-03-31
By 31 March 2023 – the end of the financial year – chief constables should publish a plan.
=> 2023-03-31
By the end of the financial year (31 March 2023), chief constables should publish a plan.
=> 2023-03-31
By the end of the first quarter of 2023, chief constables should publish a plan.
=> 2023-03-31
By quarter 3 of 2022/23, chief constables should publish a plan.
=> 2022-12-31
By Q3 (October to December) 2022, chief constables should publish a plan.
=> none
By winter 2022, chief constables should publish a plan.
=> 2023-02-28
By the winter, chief constables should publish a plan.
=> 2022-02-28
By next spring, chief constables should publish a plan.
=> none
By next April, chief constables should publish a plan.
=> none
By 1 April this year, chief constables should publish a plan.
=> 2022-04-01
By the end of this month, chief constables should publish a plan.
=> 2022-02-28
By the end of next month, chief constables should publish a plan.
=> 2022-03-31
By the end of the week, chief constables should publish a plan.
=> none
By tomorrow, chief constables should publish a plan.
=> none
By week commencing 4 April 2022, chief constables should publish a plan.
=> none
By the middle of March 2023, chief constables should publish a plan.
=> 2023-03-31
By the half-year point, chief constables should publish a plan.
=> none
By Easter 2022, chief constables should publish a plan.
=> none
By May 2023, if not before, chief constables should publish a plan.
=> 2023-05-31
In or before May 2023, chief constables should publish a plan.
=> 2023-05-31
From May 2022, and by no later than May 2023, chief constables should publish a plan.
=> 2023-05-31
Between publication and 31 May 2023, chief constables should publish a plan.
=> none
Up to 31 May 2023, chief constables should publish a plan each month.
=> recurring
Deadline: within six months of publication
=> 2022-08-24
Deadline wording: By 31 May 2023
=> 2023-05-31
6 months
=> 2022-08-24
Six months from issue
=> 2022-08-24
28 days
=> 2022-03-24
20 working days
=> 2022-03-24
End of March 2023
=> 2023-03-31
March 2023
=> 2023-03-31
Spring 2023
=> 2023-05-31
Q1 2022/23
=> 2022-06-30
Annually
=> recurring
Ongoing
=> none
TBC
=> none
As soon as possible
=> none
No date given
=> none
Immediate effect
=> 2022-02-24
Immediately and by 31 May 2022
=> 2022-05-31
Immediate / within three months
=> 2022-02-24 2022-05-24
2023
=> none
By March 31, chief constables should publish a plan.
=> none
By March 31st, chief constables should publish a plan.
=> 2022-03-31
By March 15th, chief constables should publish a plan.
=> 2022-03-15
By March 15, chief constables should publish a plan.
=> none
By May, chief constables should publish a plan.
=> 2022-05-31
Chief constables should satisfy themselves, by no later than 31 October 2022, that their forces comply with the
code on stop and search.
=> 2022-10-31
By September 2022, those forces which were found not to comply should have put this right; all others should
confirm that they do by the end of the year.
=> 2022-09-30 2022-12-31
Within six months, chief constables should implement the recommendations of the 2021 review, so far as they have
not done so within the timescales that it set.
=> 2022-08-24
The force should, within the next eight weeks, develop and begin implementing a plan that makes sure at least 95
percent of reported crimes are recorded within 24 hours.
=> 2022-04-21
The force should immediately improve how it collects and records equality information, so that it knows this of
every victim by 1 April 2023.
=> 2022-02-24 2023-04-01
By the time this report is published, the force should have closed the unit.
=> none
Forces should immediately adopt the updated guidance that the College of Policing published in November 2021.
=> 2022-02-24
Until national guidance is published, chief constables should immediately make sure that their own guidance is
lawful.
=> 2022-02-24
By 30 November 2022, the lead force for the national air service should agree new terms with all chief
constables.
=> 2022-11-30
The National Police Air Service should, by 30 November 2022, agree new terms with forces.
=> none
By 30 November 2022 the Department for Education and the Home Office should agree new terms.
=> none
The Welsh Government should, within a year, issue guidance to forces in Wales.
=> none
The Department of Health and Social Care should immediately work with the police to reduce delays.
=> none
The NHS and the police should immediately work together to reduce delays.
=> 2022-02-24
Within three months, the force and the local authority should review referrals made within the last year.
=> 2022-05-24
Within three months, the local authority, the integrated care board and the police should agree one referral
form.
=> 2022-05-24
Within three months, partners should agree one referral form.
=> 2022-05-24
The multi-agency partnership should submit its action plan by 14 June 2022.
=> 2022-06-14
The chief constable, as the lead for the partnership, should submit its action plan by 14 June 2022.
=> 2022-06-14
The safeguarding children board should submit its action plan by 14 June 2022.
=> none
The director of public health should submit an action plan by 14 June 2022.
=> none
Within 40 working days, the force should send the inspectorate an action plan.
=> 2022-04-25
Within five days the force should tell us which cases these are.
=> 2022-03-01
Within 24 hours, the force should make those cells safe.
=> none
Within 72 hours of publication, the force should make those cells safe.
=> none
The force should review its oldest 100 cases in the next three months.
=> none
The force should review its 100 oldest cases over the next three months.
=> none
The force needs to do more in the next three months to reduce its backlog.
=> none
The force should keep doing this for at least the next six months.
=> none
The force should report its progress to the inspectorate at six months and at twelve months.
=> none
The force should report its progress to the inspectorate monthly.
=> recurring
The force should report its progress every month to the inspectorate until December 2022.
=> recurring
The force should report its progress, beginning in April 2022 and every quarter thereafter.
=> recurring
The force should report its progress twice a year.
=> recurring
At least every two years, the force should test its plan.
=> recurring
The force should test its plan no less than once every 12 months.
=> recurring
The force should make sure it reviews its plan regularly.
=> none
The force's policy should be reviewed on an annual basis, and first by 31 May 2022.
=> recurring 2022-05-31
The policy, last reviewed in May 2019, should be reviewed by 31 May 2022.
=> 2022-05-31
The policy, due for review by May 2021, should now be reviewed within three months.
=> 2022-05-24
Although the force had planned to finish by December 2021, it should now do so by June 2022.
=> 2022-06-30
While we recognise that the force will move to new premises by 2024, it should make its custody suite safe
within three months.
=> 2022-05-24
If the force has not done so by 30 June 2022, it should tell us why.
=> none
Any force that does not meet the standard by 30 June 2022 should tell us why.
=> none
Forces which haven't met the standard should do so by 30 June 2022.
=> 2022-06-30
Chief constables should make sure that anyone who has not been vetted by 30 June 2022 is removed from a
designated post.
=> none
Chief constables should make sure that no one who is unvetted remains in a designated post by 30 June 2022.
=> 2022-06-30
As of 31 December 2021, there were 40 outstanding files; the force should clear these by 31 March 2022.
=> 2022-03-31
The force had 3,200 overdue visits on 31 December 2021, which it should bring down to fewer than 200 by 31
December 2022.
=> 2022-12-31
The force should use the time before its move in September 2022 to train staff.
=> none
In time for its move in September 2022, the force should train staff.
=> none
Ahead of the Commonwealth Games in July 2022, forces should train staff.
=> none
Ahead of July 2022, forces should train staff.
=> 2022-06-30
Not before 1 September 2022, forces should switch off the old system.
=> none
No earlier than 1 September 2022, forces should switch off the old system.
=> none
After 1 September 2022, forces should no longer use the old system.
=> none
On 1 September 2022, forces should switch off the old system.
=> none
With effect from 1 September 2022, and by 1 December 2022 at the latest, forces should switch off the old
system.
=> 2022-12-01
The force should invite HM Inspector to return in the autumn of 2022.
=> none
The force should make sure it has acted on this by our next inspection, which will be in autumn 2022.
=> none
By 1 May 2023, chief constables should make sure that their forces' custody records show when and why an
appropriate adult was asked for, and how long they took to come.
=> 2023-05-01
By 31 December 2022, chief constables of forces with a coastline should tell the Maritime and Coastguard Agency
whom it should call.
=> 2022-12-31
By 31 December 2022, the Maritime and Coastguard Agency should tell forces whom they should call.
=> none
The force should make sure that, by the end of 2022, it no longer relies on overtime to answer calls.
=> 2022-12-31
The force should make sure that it no longer relies on overtime to answer calls by the end of 2022.
=> 2022-12-31
Within six months, chief constables, supported by the NPCC lead, should review any decision not to refer.
=> 2022-08-24
Within six months, the NPCC lead should support chief constables to review any decision not to refer.
=> none
To support this, the NPCC lead should provide training materials by July 2022, which forces should use by
October 2022.
=> 2022-10-31
To support this, forces should, by October 2022, use the training materials that the NPCC lead should provide by
July 2022.
=> 2022-10-31
The force must stop using the unit for children with immediate effect.
=> 2022-02-24
The force must stop, with immediate effect, using the unit for children.
=> 2022-02-24
Such use must cease immediately.
=> 2022-02-24
Such use must immediately cease.
=> 2022-02-24
The chief constable should immediately commission an independent review, to report within six months.
=> 2022-02-24
The chief constable should commission an independent review which should report within six months.
=> none
The chief constable should within four weeks commission an independent review.
=> 2022-03-24
Within four weeks the chief constable should commission an independent review and should publish its findings no
later than 31 October 2022.
=> 2022-03-24 2022-10-31
By 31 May 2022 – and sooner if possible – the chief constable should commission a review.
=> 2022-05-31
The chief constable should, with the police and crime commissioner, by 31 May 2022 commission a review.
=> 2022-05-31
The chief constable should, working with the police and crime commissioner, commission a review by 31 May 2022.
=> 2022-05-31
The police and crime commissioner should, working with the chief constable, commission a review by 31 May 2022.
=> none
The commissioner should commission a review by 31 May 2022.
=> none
The deputy mayor should commission a review by 31 May 2022.
=> none
The police and crime panel should commission a review by 31 May 2022.
=> none
The Inspectorate will commission a review by 31 May 2022.
=> none
An independent review should be commissioned by the Home Office by 31 May 2022.
=> none
An independent review should be commissioned by the force by 31 May 2022.
=> 2022-05-31
An independent review should be commissioned by 31 May 2022.
=> 2022-05-31
The review commissioned by the force by 31 May 2022 should be published.
=> none
All recommendations in this report should be met by 31 March 2023 unless otherwise stated.
=> 2023-03-31
Unless otherwise stated, all recommendations in this report should be met within 12 months.
=> 2023-02-24
Unless stated otherwise, forces should meet each recommendation within 12 months of publication.
=> 2023-02-24
We made 12 recommendations in 2020, of which the force should have met ten by March 2021.
=> none
The force should close the remaining two recommendations from our 2020 report by June 2022.
=> 2022-06-30
The force should close the remaining recommendation, which was due by June 2021, within three months.
=> 2022-05-24
The force should make sure its workforce understands the code of ethics, including those who joined within the
last two years.
=> none
The force should make sure those who joined within the last two years have had the training by June 2022.
=> 2022-06-30
The force should make sure that every officer and staff member who joined in the two years to March 2022 has
been vetted.
=> none
Officers in high-risk posts should be vetted every three years and all others within ten years.
=> recurring
All officers in high-risk posts should be vetted by 31 July 2022.
=> 2022-07-31
All officers in high-risk posts should have been vetted by 31 July 2022, and those who have not should be moved
immediately.
=> 2022-07-31
Staff who have not been trained by 31 July 2022 should be moved.
=> none
From 31 July 2022, staff who have not been trained should be moved.
=> none
By 31 July 2022, staff who have not been trained should be moved.
=> 2022-07-31
It should do this by July 2022.
=> 2022-07-31
They should complete this work by July 2022 at the latest.
=> 2022-07-31
This should happen no later than July 2022.
=> 2022-07-31
This should happen immediately.
=> 2022-02-24
This should be in place by the end of the 2022/23 financial year and should be evaluated by the end of 2023.
=> 2023-03-31 2023-12-31
As an interim measure, the force should by 1 April 2022 log each case by hand.
=> 2022-04-01
As an interim measure, pending the new system due in April 2023, the force should immediately log each case by
hand.
=> 2022-02-24
Pending the new system due in April 2023, the force should log each case by hand.
=> none
The new system should go live by April 2023, as the force plans.
=> 2023-04-30
The force should ensure that its new system, planned to go live by April 2023, is tested.
=> none
The force should ensure that its new system is tested before it goes live in April 2023.
=> none
The force should test its new system before April 2023.
=> 2023-03-31
The force should test its new system at least three months before it goes live.
=> none
The force should test its new system within three months of its going live.
=> none
The force should test its new system for three months, and report by August 2022.
=> 2022-08-31
The force should work to the timetable in its plan, under which it will finish by August 2022.
=> none
By July 2022, all forces that have not yet done so should make sure they have enough people to look after their
dogs, and to see those dogs through to the end of their service.
=> 2022-07-31
By April 2023, chief constables should make sure their forces' care of dogs has: a budget; a plan to pass the
vet's test by the deadlines set by the regulator; and a chief officer to answer for it.
=> 2023-04-30
Within three months, Northshire Police should make sure it knows who feeds its dogs, and that it follows the
ministry's rules, so that every dog is fed as soon as possible, and always within 24 hours of coming in.
=> 2022-05-24
By 31 August 2022, the Metropolitan Police Service should have put in place a way to look at what its dog
handlers decide about dogs that no longer work.
=> 2022-08-31
The force should immediately take steps to make sure that: its vans leave within the times on the board; it
keeps the board up to date; and its drivers are routinely told.
=> 2022-02-24
Within six months, Northshire Constabulary should make improvements to make sure that it: counts its dogs,
including puppies, without delay; and improves its kennels.
=> 2022-08-24
The force needs to improve the time it takes to answer the bell by making sure that it meets its own standard.
=> none
The force should make sure it looks after its kennels in line with the code, with visits carried out within the
expected timescales.
=> none
The force should review the time it takes to license a kennel, so that applications are completed within 28
days.
=> none
The force should make sure that it deals with the backlog of kennel applications so that they are completed
within the 28-day timescale set out in the code by 31 July 2022.
=> 2022-07-31
The force should ensure that all of its workforce have an annual performance review.
=> none
The constabulary should, by June 2022, ensure its kennels are clean and dry and make sure that vets' visits are
held within 72 hours.
=> 2022-06-30
Chief constables should ensure that, by September 2022, all handlers of young dogs have completed the two-day
course, and should review annually how many still need it.
=> 2022-09-30 recurring
We recommend that the Home Office and the National Police Chiefs' Council should, by 31 March 2023, work with
forces to design one system.
=> none
The National Police Chiefs' Council should work with chief constables to make sure that by March 2023 all forces
have adopted the model.
=> none
Chief constables should work with the NPCC to make sure that by March 2023 they have adopted the model.
=> 2023-03-31
By 31 March 2023, the NPCC should make sure that chief constables have adopted the model.
=> none
By 31 March 2023, subject to funding from the Home Office, chief constables should have adopted the model.
=> 2023-03-31
By 31 March 2023, and with support from the College of Policing and the NPCC, chief constables should have
adopted the model.
=> 2023-03-31
By 31 March 2023, in accordance with guidance which the College of Policing should issue, chief constables
should have adopted the model.
=> 2023-03-31
By 31 March 2023, as we recommended in 2020, chief constables should have adopted the model.
=> 2023-03-31
By 31 March 2023, police forces (and others, including the British Transport Police) should have adopted the
model.
=> 2023-03-31
By 31 March 2023, the British Transport Police should have adopted the model.
=> 2023-03-31
By 31 March 2023, every chief officer should have read Sir Somebody's report.
=> 2023-03-31
By 31 March 2023, those chief constables whose forces use Niche should have adopted the model.
=> 2023-03-31
By 31 March 2023, each force's head of crime should have adopted the model.
=> 2023-03-31
By 31 March 2023, force vetting managers should have adopted the model.
=> 2023-03-31
By 31 March 2023, senior leaders in policing should have adopted the model.
=> 2023-03-31
By 31 March 2023, Chief Constables and Police and Crime Commissioners should review their arrangements.
=> 2023-03-31
By 31 March 2023, Police and Crime Commissioners and Chief Constables should review their arrangements.
=> 2023-03-31
By 31 March 2023, PCCs, with their chief constables, should review their arrangements.
=> none
By 31 March 2023, the Home Office should review, with chief constables and PCCs, the arrangements.
=> none
By 31 March 2023, the NPCC lead for missing persons and the College of Policing should have helped forces to
adopt the model.
=> none
By 31 March 2023, the NPCC and forces should have piloted the model.
=> 2023-03-31
The NPCC should pilot the model in 2022 and all forces should adopt it by 31 March 2023.
=> 2023-03-31
The NPCC should pilot the model by 31 March 2023 so that forces can adopt it within six months.
=> none
Following the NPCC's pilot, all forces should adopt the model within six months.
=> none
After the NPCC's pilot has ended, and by 31 March 2023 at the latest, all forces should adopt the model.
=> 2023-03-31
All forces should adopt the model within six months of the end of the pilot.
=> none
Forces should, within 12 months of the date of this report, adopt the model unless they have good reason not to.
=> 2023-02-24
If they have not already, forces should within 12 months adopt the model.
=> 2023-02-24
If they haven't already done so, forces should adopt the model within 12 months.
=> 2023-02-24
Where they do not do so already, by 31 March 2023 forces should adopt the model.
=> 2023-03-31
To avoid repeating the mistakes made in 2021, within 12 months forces should adopt the model.
=> 2023-02-24
Building on the work done since April 2021, forces should adopt the model by 31 March 2023.
=> 2023-03-31
Forces adopted the model by 31 March 2021. They should review it by 31 March 2023.
=> 2023-03-31
We were told that all forces would adopt the model by 31 March 2022. They should make sure that they do.
=> none
We are pleased that the force will adopt the model by 31 May 2022.
=> none
We look forward to seeing the model adopted by 31 May 2022.
=> none
The force has agreed to adopt the model by 31 May 2022.
=> none
Cause of concern. Northshire Police doesn't always answer calls in time. Recommendations. By 30 June 2022,
Northshire Police should make sure that it answers 90 percent of 999 calls within 10 seconds. By 30 September
2022, it should make sure that no more than 5 percent of its 101 calls are abandoned.
=> 2022-06-30 2022-09-30
The governance board, which has met monthly since June 2021, should within three months agree how it will
measure progress.
=> 2022-05-24
The force should provide additional training to custody staff within six months and refresh it every year.
=> 2022-08-24 recurring
All custody staff should have completed first aid training within the past 12 months.
=> none
The force should make sure that detainees receive their medication within two hours.
=> none
Detainees should be able to see a health professional within one hour of the request, and the force should set
out by 30 June 2022 how it will meet this.
=> 2022-06-30
The constabulary should take action now to make cells safe.
=> none
The constabulary should act now.
=> none
The constabulary should make cells safe straight away.
=> none
The constabulary should make cells safe forthwith.
=> none
The constabulary should at once make cells safe.
=> none
The local partnership should set out, by 8 April 2022, its proposals to improve how it identifies children at
risk of exploitation.
=> 2022-04-08
The principal authority should prepare a written statement of proposed action responding to the findings. This
should be a multi-agency response involving the police, probation and health. The response should be sent to
Ofsted by 8 April 2022.
=> none
Northshire Police is the principal authority and should prepare a written statement of proposed action. The
response should be sent to Ofsted by 8 April 2022.
=> 2022-04-08
The trust should make sure that liaison staff see detainees within 14 days.
=> none
CQC requires the provider to send a report by 31 March 2022 that says what action it will take.
=> none
The provider must send CQC a report by 31 March 2022.
=> none
Health care staff and custody managers should agree a protocol within three months.
=> none
HM Inspectorate of Probation recommends that the probation service should, within three months, agree a protocol
with the police.
=> none
Probation services and police forces should, by the end of 2022, agree a protocol.
=> 2022-12-31
The force, the probation service and the local authority should, by the end of 2022, agree a protocol.
=> 2022-12-31
The designated bodies should respond within 56 days.
=> none
Chief constables, with their PCCs, should respond within 56 days of publication of this response.
=> 2022-04-21
The IOPC, HMICFRS and the College of Policing should by December 2022 jointly report on progress.
=> none
By December 2022, we – HMICFRS, the IOPC and the College of Policing – will report on progress.
=> none
Recommendation 3: To chief constables. By 1 June 2022, consider how to use data to find out who reports.
=> 2022-06-01
Recommendation 4: To the Home Office. By 1 June 2022, consider how to collect data on who reports.
=> none
Action 2: To the NPCC. Within six months, consult forces on how to collect data.
=> none
Action 3: To all police forces. Within six months, collect data.
=> 2022-08-24
To chief constables: within nine months, audit compliance with the policy.
=> 2022-11-24
For chief constables: by May 2023, audit compliance with the policy.
=> 2023-05-31
For the Home Office: by May 2023, audit compliance with the policy.
=> none
Chief constables: audit compliance with the policy by May 2023.
=> 2023-05-31
NPCC: audit compliance with the policy by May 2023.
=> none
Deadline – 30 May 2023
=> 2023-05-30
Implementation date: by 30 May 2023
=> 2023-05-30
To be done by 30 May 2023
=> 2023-05-30
Complete by 30 May 2023
=> 2023-05-30
Completed by 30 May 2022
=> none
Required by 30 May 2023.
=> 2023-05-30
Within 6 months (by 24 August 2022)
=> 2022-08-24
Within six months, that is by 24 August 2022, the force should act.
=> 2022-08-24
Within six months of publication (24 August 2022), the force should act.
=> 2022-08-24
By 24 August 2022 (six months from publication), the force should act.
=> 2022-08-24
By 24 August 2022, six months from publication, the force should act.
=> 2022-08-24
Immediately and by no later than three months after publication, the force should act.
=> 2022-05-24
Immediately, and in any event within one month, the force should act.
=> 2022-03-24
As soon as possible and within six months the force should act.
=> 2022-08-24
Within 3 months and no later than 31 May 2022 the force should act.
=> 2022-05-24 2022-05-31
By 31 May 2022 or within three months of publication, whichever is later, the force should act.
=> none
Within six months or by 30 June 2022, whichever is sooner, the force should act.
=> none
Within six months at most the force should act.
=> 2022-08-24
In no more than six months, the force should act.
=> 2022-08-24
Inside six months, the force should act.
=> none
Not later than the close of March 2023 the force should act.
=> 2023-03-31
By the last day of March 2023 the force should act.
=> 2023-03-31
By the first week of March 2023 the force should act.
=> none
By the turn of the year the force should act.
=> none
By 30 June 2022, chief constables should decide which of the products in annex B they'll adopt, and tell the
national team by 31 July 2022.
=> 2022-06-30 2022-07-31
By December 2022, forces should have trained enough officers to meet the demand they expect by 2025.
=> 2022-12-31
The chief constable should write to every victim whose case was closed in error, and should do so within two
months.
=> 2022-04-24
Within two months, the chief constable should write to every victim whose case was closed in error between May
and October 2021.
=> 2022-04-24
The chief constable should apologise to the victims, and do so immediately.
=> 2022-02-24
It should, as a matter of urgency and within two months, tell victims what went wrong.
=> 2022-04-24
The force should complete its capability and capacity assessment by the end of June 2022 and should use it when
it writes its 2023 force management statement.
=> 2022-06-30
The force should use the results of the survey it completed by the end of January 2022.
=> none
The force should complete its survey, which began in January, by the end of June 2022.
=> 2022-06-30
Forces should include in their next force management statements, due by 31 May 2022, an account of this.
=> none
Forces should include an account of this in their force management statements by 31 May 2022.
=> 2022-05-31
Chief constables should report to their police and crime commissioners each May.
=> none
Within six months, and yearly from then on, chief constables should test how well their plans work.
=> 2022-08-24 recurring
Chief constables should, within six months and then at least every year, test how well their plans work.
=> 2022-08-24 recurring
Chief constables should, at intervals of no more than six months, test how well their plans work.
=> none
Chief constables should ensure plans are tested in the six months before a major event.
=> none
Forces should hold these data for six years.
=> none
Forces should delete such data within six years of the last entry.
=> none
Forces should be able to respond within six hours.
=> none
The force should be ready to respond by 8am each day.
=> none
The force should be ready to move by 8am on 1 June 2022.
=> 2022-06-01
The force should make sure that officers submit forms before the end of their shift.
=> none
The force should make sure that officers submit forms by the end of each tour of duty.
=> none
The force should make sure that officers on the May 2022 intake are trained.
=> none
The force should have a clear plan by the time it publishes its 2022 statement.
=> none
The force should have a clear plan by next year.
=> none
The force should have a clear plan by the middle of next year.
=> none
The force should have a clear plan by the end of March next year.
=> 2023-03-31
The force should have a clear plan by the end of the summer.
=> 2022-08-31
The force should have a clear plan by the end of the year 2022.
=> 2022-12-31
The force should have a clear plan by year end.
=> none
The force should have a clear plan by the financial year end.
=> none
The force should have a clear plan by 2022-12-31.
=> 2022-12-31
The force should have a clear plan by Saturday 31 December 2022.
=> 2022-12-31
The force should have a clear plan by Sat 31 Dec 2022.
=> 2022-12-31
The force should have a clear plan by the start of the 2023/24 financial year.
=> 2023-04-01
The force should have a clear plan before the start of the 2023/24 financial year.
=> 2023-03-31
The force should have a clear plan by the beginning of 2023.
=> 2023-01-01
The force should have a clear plan by April 2022 (revised to July 2022).
=> none
The force should have a clear plan by the original deadline of April 2022.
=> none
The force should have a clear plan by its own deadline of April 2022.
=> 2022-04-30
The force should have a clear plan by our deadline of 30 April 2022.
=> 2022-04-30
Chief constables have six months to do this.
=> none
Chief constables have until the end of April 2022 to do this.
=> none
The force should do this over six months.
=> none
The force should do this for the next six months.
=> none
The force should, in six months, tell us how it has done.
=> none
The force should tell us in writing within one month how it will do this.
=> 2022-03-24
Officers should within one month of returning to work be seen by occupational health.
=> none
Chief constables should make sure officers are, within one month of returning to work, seen by occupational
health.
=> none
Chief constables should, within one month, make sure officers returning to work are seen by occupational health.
=> 2022-03-24
Chief constables should see all such officers within six months.
=> 2022-08-24
Chief constables should have seen all such officers within six months.
=> 2022-08-24
Within 6 months, the number of officers waiting more than 12 weeks to be seen should be below 50.
=> 2022-08-24
The force should as a priority and within the next 3 months introduce an effective system.
=> 2022-05-24
By 1 April 2022, Northshire Police and Southmere Police should agree how their joint team will work.
=> 2022-04-01
By the end of June 2022, Eastmoor Police, Westmarch Police and the National Crime Agency should agree how their joint
team will work.
=> 2022-06-30
The National Crime Agency and Eastmoor Police should, by the end of June 2022, agree how their joint team will work.
=> 2022-06-30
Within 3 months, the force should hold its first meeting with the mental health trust about the 24 hours for
which people may be held.
=> 2022-05-24
Recommendation to the force: as soon as possible and no later than 1 October 2022, hold a meeting with partners.
=> 2022-10-01
The force should provide HMICFRS with fortnightly updates until further notice.
=> none
The force should give fortnightly updates to HMICFRS, the first by 11 March 2022.
=> 2022-03-11
HMICFRS will revisit the force within three months to review progress against the recommendations, which should
be complete by then.
=> none
HMICFRS will assess the force's progress by June 2022. The force should by then have completed its review.
=> none
We will return in June 2022, by when the force should have completed its review.
=> none
We would like the force to complete its review by June 2022.
=> 2022-06-30
Our inspectors will expect the review to be complete by June 2022.
=> 2022-06-30
The review should be complete by June 2022 and the recommendations acted upon by December 2022.
=> 2022-06-30 2022-12-31
The review needs to be complete by June 2022.
=> 2022-06-30
The review must be completed within the next four months.
=> 2022-06-24
The review must be undertaken and completed within four months of the date of this letter.
=> 2022-06-24
The chief constable must undertake and complete the review within four months.
=> 2022-06-24
A review of all such cases should be undertaken within four months.
=> 2022-06-24
A review of each such case should be undertaken within four months.
=> 2022-06-24
A review should be undertaken of cases closed within four months.
=> none
Reviews should be undertaken within four months.
=> 2022-06-24
Every month, the force should check a sample of its records.
=> recurring
Monthly dip samples should be carried out.
=> none
The force should carry out dip samples on a monthly basis.
=> recurring
The force should carry out dip samples monthly.
=> recurring
The force should carry out monthly dip samples.
=> none
The force should carry out dip samples at least once a month and report by 1 May 2022.
=> recurring 2022-05-01
By 1 May 2022, and at least once a month thereafter, the force should carry out dip samples.
=> 2022-05-01 recurring
By 1 May 2022, the force should carry out its first dip sample; it should then do so monthly.
=> 2022-05-01 recurring
By 1 May each year, the force should carry out dip samples.
=> recurring
By May every year, the force should carry out dip samples.
=> recurring
By 1 May 2022 and by 1 May in each following year, the force should carry out dip samples.
=> 2022-05-01 recurring
For the year to 1 May 2022, the force should carry out dip samples.
=> none
No later than 1 May, the force should carry out dip samples.
=> 2022-05-01
No later than the first of May, the force should carry out dip samples.
=> none
Later than planned, but by 1 May 2022, the force should carry out dip samples.
=> 2022-05-01
By and large, the force should carry out dip samples.
=> none
By may and by june the force should carry out dip samples.
=> none
Should the force not have done so by 1 May 2022, we will return.
=> none
The force shouldn't wait until 1 May 2022 to carry out dip samples.
=> none
The force should no longer carry out dip samples after 1 May 2022.
=> none
The force should have stopped such searches with effect from 1 May 2021.
=> none
Searches should stop with immediate effect.
=> 2022-02-24
By May 2022, the Home Office and the National Police Chiefs’ Council should change the form.
=> none
By May 2022, the College of Policing and Northshire Police and Crime Commissioner should change the form.
=> none
By May 2022, the Home Office and Northshire Police should change the form.
=> 2022-05-31
By May 2022, Northshire Police and the Home Office should change the form.
=> 2022-05-31
By 30 September 2023, chief constables should ensure that officers who interview children have had the right
training, and that it is refreshed at least every three years.
=> 2023-09-30 recurring
Within three months, the force should set up a process to check that arrests in domestic abuse cases are
reviewed by a supervisor within 24 hours.
=> 2022-05-24
The force should immediately brief its call handlers on when to ask for a welfare check.
=> 2022-02-24
By September 2022, the force should make sure that its custody visitors can see any detainee at any time.
=> 2022-09-30
By 31 December 2022, the Home Office should consult on whether to require forces to publish such data annually.
=> none
With immediate effect and until the new system is in place, chief constables should make sure that paper copies
are kept.
=> 2022-02-24
Within nine months, chief constables should be able to show how they have responded to the findings published by
the inspectorate in July 2021.
=> 2022-11-24
The constabulary should improve the way it records crime, so that victims are contacted within 48 hours of
reporting.
=> none
By no later than the end of June 2022, all forces should have a named lead for spiking.
=> 2022-06-30
By April 2023, the NPCC and the College of Policing, in consultation with all chief constables, should produce a
national job description.
=> none
Forces should, in the next three months, make contact with every victim on the waiting list.
=> 2022-05-24
The chief constable should within 28 days provide us with a costed plan.
=> 2022-03-24
All chief officers should complete the course by the end of 2023.
=> 2023-12-31
The force should make sure it completes 95 percent of its vetting renewals by 31 March 2023.
=> 2023-03-31
The force should reduce the average time that it takes to investigate a complaint, which was 180 days in the
year to 31 March 2021.
=> none
Chief constables should consider, by autumn 2022, how best to use the money given for the year ending 31 March
2023.
=> 2022-11-30
The review should take place as soon as possible and be finished by 1 September 2022.
=> 2022-09-01
By 1 September 2022, a review of searches of children should have taken place in each force.
=> 2022-09-01
As soon as is practicable, the force should review such searches.
=> none
Within the next 12 weeks, the force should review such searches made during 2021.
=> 2022-05-19
Chief constables should stop the practice from 1 April 2022 at the latest.
=> none
Forces should review these policies every two years, starting by 31 March 2023.
=> recurring 2023-03-31
By 30 June 2022, where they have not already done so, chief constables should appoint a senior officer as lead.
=> 2022-06-30
By 30 June 2022 at the latest, the chief constable of Northshire should appoint a senior officer as lead.
=> 2022-06-30
The chief constable of Northshire Police should by 30 June 2022 appoint a senior officer as lead.
=> 2022-06-30
The Commissioner of the Metropolitan Police should by 30 June 2022 appoint a senior officer as lead.
=> 2022-06-30
By 30 June 2022, the director general of the IOPC should appoint a lead.
=> none
By 30 June 2022, Northshire Council and Northshire Police should appoint a joint lead.
=> 2022-06-30
By 30 June 2022, Northshire Council should appoint a lead.
=> none
The Crown Prosecution Service should immediately appoint a lead, and forces should do so by 30 June 2022.
=> 2022-06-30
Detectives should be given protected time to complete their portfolios within two years of appointment.
=> none
The force should train detectives so that by March 2024 it has no vacancies.
=> 2024-03-31
By March 2024, the force expects to have no vacancies.
=> none
We were pleased that by January 2022 the force had no vacancies.
=> none
Within six months, the force should tell its officers what happened to their suggestions.
=> 2022-08-24
Within 12 months: develop a strategy; consult on it; and publish it.
=> 2023-02-24
No later than 12 months after the publication of this report, forces should publish a strategy.
=> 2023-02-24
The force should publish its strategy by the end of the 2022 calendar year.
=> 2022-12-31
It must do this within a month.
=> 2022-03-24
Forces must do so immediately.
=> 2022-02-24
"""


def _table(text: str) -> list[tuple[str, str]]:
    found = re.findall(r"(.*?)\n=> ([^\n]*)\n", text.lstrip(), re.DOTALL)
    return [(" ".join(lines.split()).replace("\\n", "\n").replace("~", "\u00a0"), said) for lines, said in found]


def _said(text: str) -> str:
    found = read_deadlines(text, published=PUBLISHED)
    return " ".join("recurring" if d.recurring else str(d.due) for d in found if d.recurring or d.due) or "none"


@pytest.mark.parametrize(("text", "expected"), _table(SENTENCES))
def test_a_sentence_gives_its_days_and_no_others(text: str, expected: str) -> None:
    assert _said(text) == expected


def test_every_phrase_stands_in_its_text_where_it_says() -> None:
    for text, _ in _table(SENTENCES):
        found = read_deadlines(text, published=PUBLISHED)
        assert [text[d.start : d.start + len(d.phrase)] for d in found] == [d.phrase for d in found]
        assert [d.start for d in found] == sorted({d.start for d in found})
