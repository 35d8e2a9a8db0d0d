"""Whom a recommendation is addressed to."""

import re

from hmic_tracker.model.recommendation import Recommendation

# Bodies whose names hold the word police, and who are not the police.
_NOT_POLICE = re.compile(
    r"police(?:, fire)? and crime (?:commissioner|panel)s?|local policing bod(?:y|ies)|office for police conduct"
    r"|inspectorate of constabulary|constabulary and fire|police complaints|policing minister",
    re.IGNORECASE,
)
_POLICE = re.compile(
    r"\bpolice\b|\bconstabular|\bforces?\b|\bchief constables?\b|\bchief officers?\b|\bNPCC\b", re.IGNORECASE
)


def is_for_police(said: Recommendation) -> bool:
    """Whether a recommendation is for the police: for this force, or addressed to chief constables, forces or police.

    One addressed to nobody in particular is, unless the register says that it is not for this force. Police and crime
    commissioners and the inspectorate are not the police.
    """
    if said.for_this_force == "Yes":
        return True
    if not said.addressed_to:
        return said.is_ours
    return any(_POLICE.search(_NOT_POLICE.sub("", body)) for body in said.addressed_to)
