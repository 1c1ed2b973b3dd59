"""Know people again when their list comes a second time, whatever was put right in it."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping

from rapidfuzz import fuzz

from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold

# Ids that intake made from what was written, because the list had none.
MADE = "p-"
_SAME_NAME = 85.0
# A household may share a telephone: whoever took another surname has the same first name still.
_SAME_FIRST_NAME = 80.0

FilePair = tuple[str, str]


def carried_ids(
    received: Iterable[Jobseeker],
    known: Mapping[str, Jobseeker],
    *,
    apart: Collection[FilePair] = (),
    together: Collection[FilePair] = (),
) -> dict[str, str]:
    """The id that each newly numbered person had before, by new id; strangers are left out.

    A name or a contact that is the same, and that nobody else bears before or after, is the same
    person. Then a name spelt nearly the same is, unless phone and e-mail speak against it. Each
    id is carried once, the surest first.

    Parameters
    ----------
    apart
        Pairs of new and old id of which somebody said that they are two people.
    together
        Pairs of which somebody said that they are one, whatever their names.
    """
    fresh, gone = _unmatched(received, known)
    here, there = {person.id for person in fresh}, {person.id for person in gone}
    carried = {new: old for new, old in sorted(together) if new in here and old in there}
    for new, old in _unique_pairs(fresh, gone):
        if (new, old) not in apart and new not in carried and old not in carried.values():
            carried[new] = old
    likely = sorted(
        (-likeness, person.id, before.id)
        for person in fresh
        for before in gone
        if (likeness := _likeness(person, before)) > 0
    )
    taken = set(carried.values())
    for _, new, old in likely:
        if new not in carried and old not in taken and (new, old) not in apart:
            carried[new] = old
            taken.add(old)
    return carried


def doubtful_pairs(
    received: Iterable[Jobseeker], known: Mapping[str, Jobseeker]
) -> tuple[FilePair, ...]:
    """Pairs of new and old id that are taken for one person without a name or contact to say so."""
    listed = tuple(received)
    sure = set(_unique_pairs(*_unmatched(listed, known)))
    return tuple(pair for pair in carried_ids(listed, known).items() if pair not in sure)


def contact_pairs(
    received: Iterable[Jobseeker], known: Mapping[str, Jobseeker]
) -> tuple[FilePair, ...]:
    """Pairs of new and old id that share a telephone or an address under quite other names.

    Until somebody says so they are two people: a household may share a telephone, and somebody
    may have taken another name.
    """
    listed = tuple(received)
    fresh, gone = _unmatched(listed, known)
    carried = carried_ids(listed, known)
    lost = [before for before in gone if before.id not in carried.values()]
    return tuple(
        (person.id, before.id)
        for person in fresh
        if person.id not in carried
        for before in lost
        if _shares_contact(person, before)
    )


def _shares_contact(person: Jobseeker, before: Jobseeker) -> bool:
    means = ((mark(person), mark(before)) for mark in (_contact_of("phone"), _contact_of("email")))
    return any(ours and ours == theirs for ours, theirs in means)


def _unmatched(
    received: Iterable[Jobseeker], known: Mapping[str, Jobseeker]
) -> tuple[list[Jobseeker], list[Jobseeker]]:
    listed = tuple(received)
    here = {person.id for person in listed}
    fresh = [person for person in listed if person.id.startswith(MADE) and person.id not in known]
    gone = [person for key, person in known.items() if key.startswith(MADE) and key not in here]
    return fresh, gone


def _unique_pairs(fresh: Iterable[Jobseeker], gone: Iterable[Jobseeker]) -> list[FilePair]:
    """People whose name or contact is the same and borne by nobody else on either side."""
    new, old = list(fresh), list(gone)
    found: dict[str, str] = {}
    for mark in (_contact_of("phone"), _contact_of("email"), _name):
        firsts, seconds = _alone(new, mark), _alone(old, mark)
        for value in sorted(firsts.keys() & seconds.keys()):
            person, before = firsts[value], seconds[value]
            if not _may_be_one(person, before):
                continue
            if person.id not in found and before.id not in found.values():
                found[person.id] = before.id
    return sorted(found.items())


def _may_be_one(person: Jobseeker, before: Jobseeker) -> bool:
    """Whether two names at one telephone may be one person's: else somebody is asked."""
    first = fuzz.ratio(fold(person.first_name), fold(before.first_name))
    whole = fuzz.token_sort_ratio(_name(person), _name(before))
    return first >= _SAME_FIRST_NAME or whole >= _SAME_NAME


def _alone(people: Iterable[Jobseeker], mark: Callable[[Jobseeker], str]) -> dict[str, Jobseeker]:
    listed = [(mark(person), person) for person in people]
    counts = Counter(value for value, _ in listed)
    return {value: person for value, person in listed if value and counts[value] == 1}


def _contact_of(field: str) -> Callable[[Jobseeker], str]:
    return lambda person: str(getattr(person, field)).casefold()


def _name(person: Jobseeker) -> str:
    return " ".join(sorted(fold(person.full_name).split()))


def _likeness(mine: Jobseeker, other: Jobseeker) -> float:
    """From 0 (another person) to 200 (same contact, same name)."""
    # Words in any order: a column of whole names may have been turned round.
    name = fuzz.token_sort_ratio(fold(mine.full_name), fold(other.full_name))
    contacts = [(mine.phone, other.phone), (mine.email, other.email)]
    if any(ours and ours == theirs for ours, theirs in contacts):
        return name + 100 if _may_be_one(mine, other) else 0.0
    if any(ours and theirs for ours, theirs in contacts):
        return 0.0
    return name if name >= _SAME_NAME else 0.0
