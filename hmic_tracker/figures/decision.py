"""Section 8: what the paper asks of the committee, whom to ask, and what it draws on."""

import re

from hmic_tracker.figures.parts import Contact
from hmic_tracker.figures.reports import published
from hmic_tracker.figures.shape import Decision
from hmic_tracker.figures.sources import Sources
from hmic_tracker.figures.versions import PUBLIC_CONTACT
from hmic_tracker.figures.wording import lower_first, on_day, sentence
from hmic_tracker.model.force import Person
from hmic_tracker.model.person_names import bare_name

BACKGROUND = "Background documents"
# How staff begin what the sentence begins already: "To note", "The committee is asked to note".
_ASKED_TO = re.compile(
    r"^(?:(?:the|this|that)?\s*(?:[\w&,-]+\s+){0,8}?(?:is|are)\s+(?:asked|invited|recommended|requested)\s+)?to:?\s+",
    re.IGNORECASE,
)


def compile_decision(sources: Sources) -> Decision:
    """The section for one version."""
    paragraphs = sources.narrative("Decision")
    people, background = contacts(sources), background_documents(sources)
    asked = sources.register.settings.decision_asked.strip().rstrip(".") or "note the report"
    return Decision(
        sentence=sentence(f"The committee is asked to {lower_first(_ASKED_TO.sub('', asked, count=1))}"),
        paragraphs=paragraphs,
        has_paragraphs=bool(paragraphs),
        has_contacts=bool(people),
        contacts_sentence="" if people else "No contact officer is named.",
        contacts=people,
        has_background=bool(background),
        background_sentence="" if background else "There are no background documents.",
        background=background,
    )


def contacts(sources: Sources) -> tuple[Contact, ...]:
    """The contact officers who have not left, as the People sheet marks them for this version."""
    marks = {PUBLIC_CONTACT} if sources.edition.is_public else {PUBLIC_CONTACT, "Full version"}
    found = []
    for person in sources.register.people:
        if person.contact_officer in marks and not person.has_left(sources.ratings.as_at):
            name = _with_rank(person)
            words = ", ".join(part for part in (name, person.role, person.email) if part)
            found.append(Contact(words, name, person.rank, person.role, person.email))
    return tuple(found)


def background_documents(sources: Sources) -> tuple[str, ...]:
    """The reports published in the period, then what the Narrative sheet lists as background documents."""
    reports = [
        f"{one.published_title}, published {on_day(one.published_on)}"
        for one in published(sources)
        if sources.edition.may_print(one)
    ]
    return (*reports, *(paragraph.text for paragraph in sources.narrative(BACKGROUND)))


def _with_rank(person: Person) -> str:
    """The name as on the sheet; with the rank before it where it has none. Staff have no rank to be called by."""
    is_bare = bare_name(person.person, person.rank) == person.person.strip()
    if is_bare and person.rank.strip() and "staff" not in person.rank.casefold():
        return f"{person.rank.strip()} {person.person.strip()}"
    return person.person.strip()
