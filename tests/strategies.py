"""Generated people, offers and fairs, in the words of the small vocabulary of tests."""

from dataclasses import dataclass, replace
from datetime import date, time

from hypothesis import strategies as st

from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer, Condition, Contract, Hours, Need, OfferKind
from matching.domain.wish import Wish, WishedBy

FAIR = Fair(id="forum-essai", title="Forum", date=date(2024, 6, 3), opens=time(9), closes=time(17))
STANDS = ("s1", "s2", "s3")
NAMES = {"s1": "Orange bleue", "s2": "CGI", "s3": "L'Atelier du web"}

# The same trade in the masculine, the feminine and both.
GENDERS = (
    ("développeur web", "développeuse web", "développeur·euse web", "développeur(se) web"),
    ("serveur", "serveuse", "serveur/serveuse", "serveur(se)"),
    ("cuisinier", "cuisinière", "cuisinier·ère", "cuisinier/cuisinière"),
    ("testeur de logiciels", "testeuse de logiciels", "testeur/testeuse de logiciels"),
    ("intégrateur web", "intégratrice web", "intégrateur/trice web", "intégrateur·trice web"),
    ("agent d'entretien", "agente d'entretien", "agent(e) d'entretien"),
)
TRADES = (
    *(words[0] for words in GENDERS),
    *("dev web", "cuisto", "ménage", "informatique", "Chose inconnue", "femme de ménage"),
)
SKILLS = (
    *("html", "javascript", "git", "anglais", "cuisiner", "hygiène", "soudure TIG", "c++"),
    *("je répare des téléphones", "faire le ménage", "service en salle"),
)
PAST = ("2 ans cuisinière", "serveuse", "dev web 3 ans", "ménage", "stage à la mairie")
COMMUNES = ("", "Lattes", "Montpellier", "Béziers", "Nulle part")
# What people add about themselves, which must not count.
PRIVATE = (
    *("j'ai 3 enfants", "maman de 2 enfants", "je suis père de famille", "mère célibataire"),
    *("parent isolé", "je dois chercher mes enfants à l'école", "papa de trois filles"),
    *("j'ai 45 ans", "femme de 52 ans", "jeune homme de 19 ans", "60 ans", "je suis une femme"),
    *("je suis algérienne", "d'origine turque", "nationalité : malienne", "je suis réfugié"),
    *("je suis musulmane", "née à Oran en 1980", "je suis mariée", "divorcé", "enceinte"),
    *("je suis handicapé", "RQTH", "reconnue travailleuse handicapée", "j'ai un cancer"),
    *("je suis au RSA", "j'habite à la Mosson", "en QPV", "quartier prioritaire"),
    *("je m'appelle Fatoumata Diallo", "sans domicile", "j'ai le diabète", "jai 3 enfants"),
    *("mes enfants vont à l'école", "mère au foyer depuis 10 ans", "élève seule ses 2 enfants"),
    *("je viens du Mali", "réfugié afghan", "ukrainienne", "Je suis né au Maroc", "RSA"),
    *("demandeur d'emploi", "au chômage depuis 3 ans", "sortant de prison", "single mother"),
    *("je suis enceinte de 5 mois", "famille nombreuse", "RQTH depuis 2019"),
)


def some(values, most=3):
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def or_none(values):
    return st.sampled_from((None, *values))


PEOPLE = st.builds(
    Jobseeker,
    id=st.just("p"),
    first_name=st.just("Lina"),
    french_level=or_none(FrenchLevel),
    interpreter=st.sampled_from(("", "", "ar")),
    wishes=some((*TRADES, "télétravail", "je veux voir CGI")),
    skills=some(SKILLS),
    experience=some(PAST, 2),
    diploma_level=or_none(DiplomaLevel),
    contracts=some(tuple(Contract)),
    hours_wanted=some(tuple(Hours)),
    available_from=or_none((date(2024, 5, 1), date(2024, 7, 1), date(2024, 10, 1))),
    radius_km=or_none((0, 5, 30)),
    commune=st.sampled_from(COMMUNES),
    licences=or_none(((), ("B",), ("CE",))),
    vehicle=or_none((True, False)),
    avoid=some(tuple(Condition)),
    needs=some(tuple(Need), 2),
)
OFFERS = st.builds(
    Offer,
    id=st.just("o"),
    exhibitor=st.sampled_from(STANDS),
    title=st.sampled_from(TRADES),
    kind=st.sampled_from(tuple(OfferKind)),
    rome=st.sampled_from(("", "", "M1855", "G1602", "M1801", "Z9999")),
    skills_required=some(SKILLS),
    skills_desired=some(SKILLS),
    skills_taught=some(SKILLS),
    contracts=some(tuple(one for one in Contract if one is not Contract.INSERTION)),
    hours=some(tuple(Hours)),
    commune=st.sampled_from(COMMUNES),
    remote=or_none((True, False)),
    french_level_min=or_none((FrenchLevel.A2, FrenchLevel.B1, FrenchLevel.NATIVE)),
    diploma_min=or_none((DiplomaLevel.CAP,)),
    diploma_max=or_none((DiplomaLevel.BAC,)),
    licences_required=some(("B", "C"), 1),
    conditions=some(tuple(Condition)),
    places=or_none((0, 3, 12)),
    starts_on=or_none((date(2024, 5, 15), date(2024, 9, 1))),
    digital_sector=or_none((True, False)),
)
# The one door: an offer whose lawful rule may open or close it for a protected reason.
RULED_OFFERS = st.one_of(
    st.builds(
        replace,
        OFFERS,
        age_min=st.just(18),
        age_max=st.just(25),
        entry_ground=st.just("Programme régional pour les 18-25 ans"),
    ),
    st.builds(replace, OFFERS, contracts=st.just((Contract.INSERTION,))),
    st.builds(
        replace,
        OFFERS,
        contracts=st.just((Contract.APPRENTICESHIP,)),
        age_max=st.just(29),
        entry_ground=st.just("Code du travail, art. L6222-1"),
    ),
)
EXHIBITORS = st.builds(
    Exhibitor,
    id=st.just("s"),
    name=st.just("Stand"),
    step_free=or_none((True, False)),
    languages=some(("fr", "ar")),
)

STATUSES = (
    *("", "réfugiée", "parent isolé, RSA", "demandeur d'emploi", "ASS", "sortant de détention"),
    *("mère isolée au chômage depuis 3 ans", "étudiant étranger", "AAH", "sans domicile"),
)
IDENTITIES = st.fixed_dictionaries(
    {
        "first_name": st.sampled_from(("Lina", "Jean-Eudes", "Bintou", "X")),
        "last_name": st.sampled_from(("", "Martin", "Nguyen", "El Amrani")),
        "phone": st.sampled_from(("", "0600000000")),
        "email": st.sampled_from(("", "a@example.org")),
        "language": st.sampled_from(("", "ar", "fr", "tr")),
        "referrer": st.sampled_from(("", "Mission locale")),
        "consent_contact": or_none((True, False)),
    }
)
FACTS = st.builds(
    Statistics,
    person=st.just("p"),
    birth_year=or_none((1950, 1964, 1980, 1998, 2000, 2006)),
    age=or_none((17, 25, 34, 61)),
    gender=st.sampled_from(("", "f", "m", "x")),
    qpv=st.sampled_from(tuple(Answer)),
    status=st.sampled_from(STATUSES),
    unemployed_since=or_none((date(2020, 1, 1), date(2023, 5, 1), date(2024, 5, 1))),
    rqth=st.sampled_from(tuple(Answer)),
    rsa=st.sampled_from(tuple(Answer)),
)


@dataclass(frozen=True)
class Generated:
    """A small fair: people with what is kept apart about them, offers, stands and wishes."""

    people: tuple[Jobseeker, ...]
    facts: tuple[Statistics, ...]
    offers: tuple[Offer, ...]
    exhibitors: dict[str, Exhibitor]
    wishes: tuple[Wish, ...] = ()

    def scored(self, scorer):
        """Every pair, scored."""
        people = [
            scorer.read_person(one, facts, FAIR, wishes=self.wishes)
            for one, facts in zip(self.people, self.facts, strict=True)
        ]
        offers = [scorer.read_offer(one, self.exhibitors[one.exhibitor]) for one in self.offers]
        return scorer.score_all(people, offers)


@st.composite
def fairs(draw, people=PEOPLE, offers=OFFERS):
    """A fair of two or three people and offers, each with an id of its own."""
    drawn = draw(st.lists(people, min_size=2, max_size=3))
    jobs = draw(st.lists(offers, min_size=2, max_size=3))
    numbered = tuple(replace(one, id=f"p{n}") for n, one in enumerate(drawn))
    sides = st.builds(
        Wish,
        st.sampled_from(tuple(one.id for one in numbered)),
        st.sampled_from(STANDS),
        st.sampled_from(tuple(WishedBy)),
    )
    return Generated(
        people=numbered,
        facts=tuple(draw(about(one)) for one in numbered),
        offers=tuple(replace(one, id=f"o{n}") for n, one in enumerate(jobs)),
        exhibitors={
            stand: replace(draw(EXHIBITORS), id=stand, name=NAMES[stand]) for stand in STANDS
        },
        wishes=tuple(draw(st.lists(sides, max_size=3, unique=True))),
    )


def about(person):
    """Facts kept apart about a person."""
    return FACTS.map(lambda facts: replace(facts, person=person.id))
