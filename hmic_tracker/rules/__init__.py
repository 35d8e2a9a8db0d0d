"""Judgement: checks, ratings, deadlines.

Where to look:

- A colour: `ratings` rates, by the table that `decision_table` reads, whose cells `conditions` understands and whose
  sentences `reasons` fills. What rules may ask is declared in `inputs` and worked out in `facts` and `linkage` (risks).
  `overrides` stand over it, `explain` says why, `escalation` says who must see it.
- The past: `recorded` says old ratings again; `rescored_risks` and `reworded_rules` say what those alone changed.
- A deadline: `deadlines` reads a text. `sentences` parts it, `deadline_phrases` finds wording (`date_words`,
  `length_words`), `duties` and `stated_deadlines` say whether it binds us (`duty_words`, `bodies`), `descriptions` what
  only looks like one, and `due_dates` which day it is.
- A problem: `checks` lists every check; they stand in `checks_*`. What is wrong with the rules themselves comes from
  `checks_rules`, by `coverage` (what can decide) and `impossible` (what never comes together).
"""
