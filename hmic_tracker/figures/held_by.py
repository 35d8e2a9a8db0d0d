"""Who holds a recommendation, as a document names them."""

from hmic_tracker.figures.sources import Sources
from hmic_tracker.model.rating import Rating
from hmic_tracker.rules.answerable import who_answers


def say_holder(sources: Sources, rating: Rating) -> str:
    """`Supt Mary Oduya`; `Ch Insp Alun Prys, who has left: Ch Insp Leila Kerswell answers for it`; `none yet`.

    In the public version roles stand for names.
    """
    said, edition = rating.recommendation, sources.edition
    answers = who_answers(sources.register, said, sources.ratings.as_at)
    owner, now = said.owner.strip(), edition.person(answers.name)
    known = sources.register.people.get(owner) if owner else None
    if not owner:
        return f"none yet: {now} answers for it" if now else "none yet"
    if known is None or not known.has_left(sources.ratings.as_at):
        return edition.person(known.person if known else owner)
    left = f"{edition.person(known.person)}, who has left"
    if not now:
        return f"{left}; nobody is named in their place"
    # Two people of one role would read as one who has left and answers all the same.
    return f"{left}: {now if now != edition.person(known.person) else 'the successor'} answers for it"
