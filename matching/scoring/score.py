"""Score people against offers: a value with the reasons that add up to it."""

from collections.abc import Iterable

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.score import Bar, Question, Reason, Score
from matching.domain.terms import OfferKind
from matching.domain.wish import Wish
from matching.scoring.blend import blend
from matching.scoring.criteria import GATES, WEIGHINGS
from matching.scoring.matrix.matrix import Panel
from matching.scoring.matrix.score_matrix import ScoreMatrix
from matching.scoring.profiles.entry_rules import EntryFacts
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.rarity import Rarity
from matching.scoring.profiles.read_offer import read_offer
from matching.scoring.profiles.read_person import read_person, spoken
from matching.scoring.profiles.weights import Weights, default_weights
from matching.scoring.reading.understand import Reader
from matching.scoring.version import score_version
from matching.scoring.vocabulary.vocabulary import Vocabulary


class Scorer:
    """Scores with one vocabulary and one set of weights, prepared once.

    Parameters
    ----------
    reader
        A reader of this vocabulary, when one is made already.

    Attributes
    ----------
    version
        Changes with the weights, the vocabulary or the way of scoring.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        weights: Weights | None = None,
        *,
        reader: Reader | None = None,
    ) -> None:
        self.vocabulary = vocabulary
        self.weights = weights or default_weights()
        self.reader = reader or Reader(vocabulary)
        self._rarity = Rarity(vocabulary, self.weights)
        self.version = score_version(weights=self.weights.version, vocabulary=vocabulary.version)

    def learn(self, jobseekers: Iterable[Jobseeker], offers: Iterable[Offer]) -> None:
        """Understand every distinct phrase of a fair at once: the same scores, ten times sooner."""
        trades: set[str] = set()
        skills: set[str] = set()
        for said in map(spoken, jobseekers):
            trades.update(said.wishes, said.experience)
            skills.update(said.skills, said.experience, said.wishes)
        for offer in offers:
            trades.add(offer.title)
            skills.update(offer.skills_required, offer.skills_desired, offer.skills_taught)
            if offer.kind is not OfferKind.JOB:
                skills.add(offer.title)
        self.reader.learn(sorted(trades), kind="occupation")
        self.reader.learn(sorted(skills), kind="skill")

    def read_person(
        self,
        jobseeker: Jobseeker,
        statistics: EntryFacts | None = None,
        fair: Fair | None = None,
        *,
        wishes: Iterable[Wish] = (),
        checked: bool | None = None,
    ) -> ReadPerson:
        """What scores may know of a person, their words understood once.

        `statistics` serves the lawful entry rules of an offer alone, on the day of `fair`, and so
        does `checked`, a prescriber's word on insertion contracts; `wishes` for meetings, of this
        person or of others, count in the open.
        """
        return read_person(
            jobseeker,
            reader=self.reader,
            weights=self.weights,
            rarity=self._rarity,
            facts=statistics,
            fair=fair,
            wishes=wishes,
            checked=checked,
        )

    def read_offer(
        self, offer: Offer, exhibitor: Exhibitor | None = None, fair: Fair | None = None
    ) -> ReadOffer:
        """What scores may know of an offer and of the stand that makes it.

        `fair` tells which commune is meant where several bear one name.
        """
        return read_offer(offer, exhibitor, reader=self.reader, rarity=self._rarity, fair=fair)

    def score(self, person: ReadPerson, offer: ReadOffer) -> Score:
        """How well one offer suits one person, what closes it and what must be asked."""
        bars, questions = _gates(person, offer)
        return Score(
            person=person.id,
            stand=offer.stand,
            offer=offer.id,
            reasons=self._reasons(person, offer),
            closed_by=bars,
            ask=questions,
        )

    def bars(self, person: ReadPerson, offer: ReadOffer) -> tuple[Bar, ...]:
        """The hard rules that close an offer to a person, without a score."""
        return _gates(person, offer)[0]

    def score_all(
        self, people: Iterable[ReadPerson], offers: Iterable[ReadOffer]
    ) -> tuple[Score, ...]:
        """Every pair, in the order of person, stand and offer ids whatever the order given."""
        sorted_offers = sorted(offers, key=lambda offer: (offer.stand, offer.id))
        sorted_people = sorted(people, key=lambda person: person.id)
        return tuple(
            self.score(person, offer) for person in sorted_people for offer in sorted_offers
        )

    def panel(self, offers: Iterable[ReadOffer]) -> Panel:
        """Offers prepared once for any number of people; keep it while the offers stay."""
        return Panel.of(offers, self.weights)

    def matrix(self, people: Iterable[ReadPerson], offers: Iterable[ReadOffer]) -> ScoreMatrix:
        """The values and verdicts of every pair, without the reasons; see `score` for these."""
        return self.panel(offers).matrix(people)

    def _reasons(self, person: ReadPerson, offer: ReadOffer) -> tuple[Reason, ...]:
        parts = []
        for weighing in WEIGHINGS:
            part = weighing.weigh(person, offer, self.weights)
            if part is not None:
                parts.append((weighing, part))
        return blend(parts, self.weights)


def _gates(person: ReadPerson, offer: ReadOffer) -> tuple[tuple[Bar, ...], tuple[Question, ...]]:
    bars: list[Bar] = []
    questions: list[Question] = []
    for gate in GATES:
        for answer in gate.judge(person, offer):
            if isinstance(answer, Bar):
                bars.append(answer)
            else:
                questions.append(answer)
    return tuple(bars), tuple(questions)
