"""A person and an offer as the criteria see them: read once, without name, sex or address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matching.domain.jobseeker import Limits
from matching.domain.levels import DigitalLevel, FrenchLevel
from matching.domain.offer import Terms
from matching.domain.terms import Condition, Contract, Hours, OfferKind
from matching.scoring.reading.claim import Claim

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class KnownSkill:
    """A skill the person has: how fully (0 to 1) and the words it was read from.

    `understood` is false when the words are not in the vocabulary: they meet the same words alone.
    `implied`: it was not told, a trade that was held takes it.
    """

    credit: float
    said: str
    understood: bool = True
    implied: bool = False


@dataclass(frozen=True, slots=True)
class SkillNeed:
    """A skill an offer or a trade takes, its weight, and the employer's own words for it.

    `understood` is false when the words are not in the vocabulary: then the need counts for a
    person who said the same words, and against nobody. `required`: the employer cannot do without.
    """

    id: str
    group: str
    weight: float
    asked: str = ""
    understood: bool = True
    required: bool = False


@dataclass(frozen=True, slots=True)
class ReadPerson(Limits):
    """What scores may know of a person: their limits, and what their words mean.

    Of the limits, `commune`, `licences` and `interpreter` are as compared: folded, and with the
    licences that others include.

    Attributes
    ----------
    trades
        Trades wished for, or held before when no wish is understood (`by_experience`), or named by
        what they can do when the trade is left open and none was held.
    skills, groups
        Skills by id, and the fullest skill of each family.
    starred, wanted_by
        Stands that the person asked to meet, and stands that asked to meet the person.
    names
        Names the person asked for in their own words (as compared), with these words.
    wish_words
        What tells each alternative of wishes from others, by the roots of its words, as written.
    held
        Trades done before, whatever is wished for.
    years
        Years of a trade done before, by its id, where they were told.
    only_placements
        Whether placements, or to have none, are all the experience that is told of.
    titles, titles_lacked
        Mandatory titles that the person says they have, or lack.
    titles_named
        Those that the wishes name and nothing else tells of: had, or to be passed.
    is_at_large
        Whether the wishes leave the trade open.
    avoid_in_part
        Conditions of work that the person does not want all of the time, or too much of.
    takes_anything, wanted_settings
        Whether any work will do, beside what is wanted most; conditions of work wished for.
    only_asks
        Whether the wishes ask for help and for no work.
    diplomas
        The level of the diploma that is had in a trade, by its id.
    refuses_early
        Whether to begin very early is refused.
    hours_told
        Hours that the wishes speak of, wanted above others or not.
    refused, refused_hours, refused_contracts
        Trades (id to the words), hours and contracts that the person does not want.
    asks, calls
        Themes of support that the person asks for, with the words; and those that a fact of the
        profile calls for, with the name of the fact.
    studied, wants_to_learn
        Trades and skills that the person wants to be taught, with the words.
    of_public
        Publics kept for whom an entry rule answers, with the answer; read by the entry rule alone.
    ages, age_exception, insertion
        The two ages possible on the day, and answers to lawful rules; read by the entry rule alone.
    """

    id: str
    trades: tuple[Claim, ...] = ()
    by_experience: bool = False
    skills: Mapping[str, KnownSkill] = field(default_factory=dict)
    groups: Mapping[str, KnownSkill] = field(default_factory=dict)
    wants_digital: str = ""
    wants_remote: str = ""
    point: Point | None = None
    step_free: bool = False
    starred: frozenset[str] = frozenset()
    wanted_by: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)
    wish_words: Mapping[frozenset[str], str] = field(default_factory=dict)
    held: tuple[Claim, ...] = ()
    years: Mapping[str, float] = field(default_factory=dict)
    only_placements: bool = False
    titles: frozenset[str] = frozenset()
    titles_lacked: frozenset[str] = frozenset()
    titles_named: frozenset[str] = frozenset()
    is_at_large: bool = False
    avoid_in_part: tuple[Condition, ...] = ()
    takes_anything: bool = False
    wanted_settings: frozenset[Condition] = frozenset()
    only_asks: bool = False
    diplomas: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    refused_parts: Mapping[str, str] = field(default_factory=dict)
    refuses_early: bool = False
    hours_told: tuple[Hours, ...] = ()
    refused_hours: tuple[Hours, ...] = ()
    refused_hours_in_part: tuple[Hours, ...] = ()
    refused_contracts: tuple[Contract, ...] = ()
    asks: Mapping[str, str] = field(default_factory=dict)
    calls: Mapping[str, str] = field(default_factory=dict)
    studied: Mapping[str, str] = field(default_factory=dict)
    wants_to_learn: Mapping[str, str] = field(default_factory=dict)
    of_public: Mapping[str, bool | None] = field(default_factory=dict, repr=False)
    ages: tuple[int, int] | None = field(default=None, repr=False)
    age_exception: bool = field(default=False, repr=False)
    insertion: tuple[bool | None, bool | None] = field(default=(None, None), repr=False)
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ReadOffer(Terms):
    """What scores may know of an offer and its stand: its terms, and what its words mean.

    Of the terms, `commune` and `licences_required` are as compared, and `digital_sector` is that
    of the trade where the offer does not say.

    Attributes
    ----------
    trade_unclear
        Its trades are but those that its title may name.
    nearness
        Trade id to how it stands to the offer's trade: same, near, family or domain.
    title_words
        What tells each alternative of its title from others, by the roots of its words.
    needs
        Skills asked for; `needs_of_trade` when they come from the trade, not from the employer.
    lessons
        What a trade still takes: trade id to its weighted skills (for courses and workshops).
    age_exceptions, age_max_then
        Whether the law frees some from `age_max`, and up to what age then; `None` sets no limit.
    insertion
        How many criteria of level 2 a job of insertion asks for; 0 when it is none.
    requires_skills
        Whether a skill that is understood is required, and not only welcome.
    course_level
        The level of the diploma that a course is called by; `None` when it names none.
    begins_early
        Whether work begins before seven, as far as the offer says.
    needs_experience
        Whether the offer says that the years it names are mandatory.
    titles_stated
        Of the mandatory titles, those of a field; the others were only read in its text.
    titles_given
        Mandatory titles that a course leads to.
    is_side_job
        Whether it is a few hours beside studies: on Saturdays and Sundays only, or said so.
    takes_beginners
        Whether a job says so, or asks for nothing in a trade that is learnt at work.
    welcomes_beginners
        Whether it says so: else only its trade does.
    public, french_levels, digital_from, first_steps
        The public that a service is kept for ("" for all), and the levels that a course takes.
    for_drivers
        Whether it helps with a car and with nothing that is driven without a licence.
    first_licence
        Whether it helps to get licence B and does nothing else.
    teaches
        Skills that a course or workshop teaches by its list or its title, with the words.
    stand_name
        The exhibitor's name as compared.
    """

    id: str
    stand: str
    kind: OfferKind = OfferKind.JOB
    trade_known: bool = False
    trade_unclear: bool = False
    nearness: Mapping[str, str] = field(default_factory=dict)
    title_words: tuple[frozenset[str], ...] = ()
    needs: tuple[SkillNeed, ...] = ()
    needs_of_trade: bool = False
    taught: Mapping[str, str] = field(default_factory=dict)
    taught_groups: frozenset[str] = frozenset()
    lessons: Mapping[str, tuple[SkillNeed, ...]] = field(default_factory=dict)
    point: Point | None = None
    age_exceptions: bool = False
    age_max_then: int | None = None
    insertion: int = 0
    requires_skills: bool = False
    course_level: int | None = None
    begins_early: bool = False
    needs_experience: bool = False
    titles_stated: tuple[str, ...] = ()
    titles_given: tuple[str, ...] = ()
    is_side_job: bool = False
    takes_beginners: bool = False
    welcomes_beginners: bool = False
    public: str = ""
    french_levels: tuple[FrenchLevel, FrenchLevel] | None = None
    digital_from: DigitalLevel | None = None
    first_steps: bool = False
    for_drivers: bool = False
    first_licence: bool = False
    teaches: Mapping[str, str] = field(default_factory=dict)
    stand_name: str = ""
    languages: frozenset[str] = frozenset()
    step_free: bool | None = None

    @property
    def is_employment(self) -> bool:
        """Whether taking it means signing a contract of employment."""
        if self.kind is OfferKind.JOB:
            return True
        return bool(set(self.contracts) - {Contract.TRAINING, Contract.INTERNSHIP})

    @property
    def is_at_the_fair(self) -> bool:
        """A workshop or service is met on the spot: no distance, hours or contract to accept."""
        return self.kind in {OfferKind.WORKSHOP, OfferKind.SUPPORT}

    @property
    def teaches_no_work(self) -> bool:
        """A course of French or of the computer: what a job is like cannot be asked of it."""
        return self.kind is not OfferKind.JOB and bool(self.themes) and not self.trade_known
