"""Take out of a text what must not count: family, age, sex, origin, health, wealth, address, name.

People write these among their wishes and skills ("maman de 2 enfants, je cherche du ménage").
They are neither scored nor quoted to a recruiter (Labour Code L1132-1). Only what a person says of
themselves goes: "garder 3 enfants" and "aider des personnes handicapées" are work.
"""

import re
from functools import lru_cache

from matching.scoring.text.wording import fold

_I_HAVE = r"j[' ]?ai"
_COUNT = r"(?:\d+|une?|deux|trois|quatre|cinq|six|sept|huit|des|plusieurs)"
_CHILDREN = (
    r"(?:jeunes? |petite?s? )?(?:enfant|bebe|fille|fil|garcon|ado|adolescent|jumeau|jumelle)[sx]?"
)
_AGED = (
    r"(?: a charge| en bas age| a la maison| scolarises?| (?:de )?\d+(?: et \d+)? (?:ans|mois))*"
)
_PARENT = r"(?:jeune )?(?:mere|pere|maman|papa|parent)"
_ALONE = r"(?:isolee?|seule?|solo|celibataire|divorcee?|separee?|au foyer|de famille)"
_ADULT = r"(?:femme|homme|fille|garcon|dame|monsieur)"
_GROWN = r"(?:1[6-9]|[2-8]\d)"
_JOB_OF = r"(?! (?:de|toutes?|a tout))"  # femme de ménage, homme toutes mains
_NATION = (
    r"(?:afghane?|albanaise?|algerien(?:ne)?|angolaise?|anglaise?|armenien(?:ne)?|bangladaise?"
    r"|belge|bresilien(?:ne)?|bulgare|burkinabe|camerounaise?|cap-verdien(?:ne)?|chinoise?"
    r"|colombien(?:ne)?|comorien(?:ne)?|congolaise?|egyptien(?:ne)?|erythreen(?:ne)?|espagnole?"
    r"|ethiopien(?:ne)?|europeen(?:ne)?|francaise?|gabonaise?|georgien(?:ne)?|ghaneen(?:ne)?"
    r"|guineen(?:ne)?|haitien(?:ne)?|indien(?:ne)?|irakien(?:ne)?|iranien(?:ne)?|italien(?:ne)?"
    r"|ivoirien(?:ne)?|kosovare?|kurde|libanaise?|malgache|malien(?:ne)?|marocaine?"
    r"|mauritanien(?:ne)?|moldave|nigeriane?|nigerien(?:ne)?|pakistanaise?|palestinien(?:ne)?"
    r"|peruvien(?:ne)?|polonaise?|portugaise?|roumaine?|russe|senegalaise?|serbe|somalien(?:ne)?"
    r"|soudanaise?|sri-lankaise?|syrien(?:ne)?|tchadien(?:ne)?|tchetchene|togolaise?"
    r"|tunisien(?:ne)?|turc|turque|ukrainien(?:ne)?|venezuelien(?:ne)?|vietnamien(?:ne)?|yemenite)"
)
_COUNTRY = (
    r"(?:afghanistan|albanie|algerie|armenie|bangladesh|bresil|cameroun|chine|colombie|comores"
    r"|congo|cote d'ivoire|egypte|erythree|ethiopie|gabon|georgie|guinee|haiti|inde|irak|iran"
    r"|liban|libye|madagascar|mali|maroc|mauritanie|nigeria|pakistan|pologne|portugal|roumanie"
    r"|russie|senegal|serbie|somalie|soudan|sri lanka|syrie|tchad|tchetchenie|togo|tunisie"
    r"|turquie|ukraine|venezuela|vietnam)"
)
_FEMININE = ("enne", "aise", "oise", "aine", "ane", "ole", "ine")  # the masculine is a language too
_FAITH = (
    r"(?:musulmane?|chretien(?:ne)?|catholique|protestante?|juif|juive|bouddhiste|hindoue?|athee)"
)
_EXILE = r"(?:refugiee?|demandeu(?:r|se) d'asile|sans[- ]papiers?|migrante?|immigree?|apatride)"
_COUPLE = r"(?:celibataire|mariee?|divorcee?|veuve|veuf|pacsee?|separee?|en couple)"
_HEALTH = (
    r"(?:(?:travailleu(?:r|se) |travailleurs )?handicapee?|en situation de handicap|malade|enceinte"
    r"|sourde?|malentendante?|malvoyante?|aveugle|diabetique|epileptique|autiste|invalide"
    r"|depressi(?:f|ve)|en fauteuil(?: roulant)?|en depression|seropositi(?:f|ve))"
)
_ILLNESS = (
    r"(?:rqth|handicap|maladie|cancer|diabete|depression|epilepsie|hernie|mal de dos|mal au dos"
    r"|probleme de sante|problemes de sante|probleme au dos|problemes de dos|sclerose|polyarthrite)"
)
_AID = r"(?:rsa|ass|aah|are|apl|minimas? socia(?:l|ux))"
_LIFE = rf"(?:{_FAITH}|{_EXILE}|{_COUPLE}|{_HEALTH}|{_PARENT}(?: {_ALONE})*)"
_STATE = rf"(?:{_NATION}|{_LIFE})"

_UP_TO_CLAUSE_END = r" [^,;.\n]*?(?=$|[,;.\n]| et | je | mais )"
_FAMILY = (
    (
        rf"\b(?:{_I_HAVE}|g|{_I_HAVE} eleve|j'attends|ayant|seule? avec)"
        rf" {_COUNT} {_CHILDREN}{_AGED}\b"
        r"(?! a garder)"
    ),
    rf"\b(?:j')?eleve(?: seule?)? (?:ses |mes |{_COUNT} )(?:{_COUNT} )?{_CHILDREN}\b",
    (
        rf"\b(?:je suis |suis |etant )?(?:une? )?{_PARENT}(?: {_ALONE})*"
        rf" (?:de|d'|avec) ?{_COUNT} {_CHILDREN}{_AGED}\b"
    ),
    rf"\b(?:je suis |suis |etant )?(?:une? )?{_PARENT}(?: {_ALONE})+\b",
    (
        rf"(?:\b(?:pour |afin de )?(?:je |{_I_HAVE} |dois |m'|s')*"
        r"(?:occupe|garde|cherche|recupere|emmene|depose|eleve)r? (?:de )?)?"
        r"\b(?:mes|mon|ma|nos|notre) (?:enfants?|bebes?|fils|filles?|mari|conjointe?|epou[xs]e?)\b"
        rf"(?: a l'ecole)?(?: (?:vont|sont|ont|va|est){_UP_TO_CLAUSE_END})?"
    ),
    r"\bi have (?:\d+|a|two|three|four|five) (?:child|children|kids?)\b",
    (
        r"\b(?:i am |i'm )?(?:a )?(?:single )?(?:mother|father|mum|mom|dad|parent) of \w+"
        r"(?: children| kids)?\b"
    ),
)
_AGE_AND_SEX = (
    (
        rf"\b(?:{_I_HAVE}|agee? de|et {_I_HAVE}|suis agee? de) \d{{2}} ans\b"
        r"(?! (?:d'|de |dans |en |comme |chez |au |a |sur ))"
    ),
    (
        rf"\b(?:je suis |suis )?(?:une? )?(?:jeune |vieille |vieux )?(?:{_ADULT}|{_PARENT})"
        r"(?: agee?)?"
        rf"(?: de)? {_GROWN} ans\b"
    ),
    rf"\b(?:i am|i'm) {_GROWN}\b(?: years old)?",
    rf"\b(?:je suis|suis) une? (?:jeune |vieille )?{_ADULT}\b{_JOB_OF}",
    r"\b(?:ne|nee)(?: le \d\S*| en \d{4}| a [a-z-]+| au [a-z-]+)+(?: \w+ \d{4})?",
)
_ORIGIN_AND_HEALTH = (
    rf"\b(?:je suis|suis|etant) (?:une? )?(?:d'origine )?{_STATE}(?: {_STATE})*\b",
    rf"\b(?:je )?viens (?:de |du |d'){_COUNTRY}\b",
    r"\b(?:suis )?(?:d'origine|(?:de )?nationalite|originaire (?:de|du|des|d')) ?:? ?[a-z-]+",
    (
        rf"\b(?:reconnue?|{_I_HAVE}|avec|titulaire d'|suite a|a cause d')"
        rf" ?(?:une?|la|le|l'|mon|ma|des|de)? ?{_ILLNESS}(?: au dos)?\b"
    ),
    r"\brqth\b|\b(?:reconnue? )?(?:comme )?travailleu(?:r|se) handicapee?\b",
    r"\b(?:titre|carte) de sejour\b",
)
_WEALTH_PLACE_AND_NAME = (
    (
        r"\b(?:(?:je )?(?:suis (?:au|a l')|(?:touche|percois) l(?:e |'))|beneficiaire (?:de l'|du))"
        rf" ?{_AID}\b"
    ),
    r"\b(?:(?:j')?habite|je (?:vis|loge|reside)|(?:habitante?|domiciliee?) (?:de|du|a|en|au))"
    + _UP_TO_CLAUSE_END,
    r"\b(?:en|hors|habitante? )? ?qpv\b|\bquartier prioritaire\b",
    r"\b(?:je m'appelle|mon nom est|mon prenom est)" + _UP_TO_CLAUSE_END,
)
_SELF = re.compile(
    "|".join((*_FAMILY, *_AGE_AND_SEX, *_ORIGIN_AND_HEALTH, *_WEALTH_PLACE_AND_NAME))
)
# Each expression above has one of these words: a text without any is not searched further.
_ANCHORS = frozenset(
    [
        *(
            "ai",
            "jai",
            "g",
            "attends",
            "viens",
            "eleve",
            "ayant",
            "seul",
            "seule",
            "mere",
            "pere",
            "maman",
            "papa",
            "parent",
        ),
        *("mes", "mon", "ma", "nos", "notre", "have", "mother", "father", "mum", "mom", "dad"),
        *("age", "agee", "femme", "homme", "fille", "garcon", "dame", "monsieur", "am", "m"),
        *("ne", "nee", "suis", "etant", "origine", "nationalite", "originaire", "reconnu"),
        *("reconnue", "avec", "titulaire", "suite", "cause", "rqth", "travailleur"),
        *("travailleuse", "sejour", "touche", "percois", "beneficiaire", "habite", "vis", "loge"),
        *("reside", "habitant", "habitante", "domicilie", "domiciliee", "qpv", "prioritaire"),
        *("appelle", "nom", "prenom"),
    ]
)
# What says only that when it stands alone between two commas; "anglais" alone is a language.
_STATES_ALONE = (
    rf"(?:{_LIFE}|{_ADULT}|{_PARENT})(?: {_ALONE})*(?: {_NATION})?",
    rf"{_ILLNESS}|personne (?:handicapee|en situation de handicap)|sdf|sans domicile",
    rf"(?:au )?{_AID}|(?:au chomage|demandeu(?:r|se) d'emploi|sans emploi)(?: depuis .*)?",
    rf"(?:avec )?\d+ {_CHILDREN}{_AGED}|enfants?{_AGED}|famille (?:nombreuse|monoparentale)",
    r"\d{1,2} ans|(?:sortante? de|sortie? de) (?:prison|detention)|(?:ex-|ancien(?:ne)? )detenue?",
    r"(?:single )?(?:mother|father|mum|mom|dad|parent)",
)
_ALONE_IN_CLAUSE = re.compile(rf"(?:je suis |suis )?(?:une? |jeune )?(?:{'|'.join(_STATES_ALONE)})")
_NATION_ALONE = re.compile(_NATION)
# What is left of a clause once its private words are gone, and says nothing without them.
_LEFT_OVER = frozenset(
    [
        *("je", "j", "suis", "de", "du", "des", "d", "depuis", "en", "a", "au", "l", "le", "la"),
        *("un", "une", "ans", "an", "mois", "jours", "et", "mais", "car", "donc", "etant", "moi"),
    ]
)
_WORD = re.compile(r"[a-z]+")
_ANY_WORD = re.compile(r"\w+")
_CLAUSES = re.compile(r"([,;.\n]| et )")
_EDGES = re.compile(
    r"^(?:\s|[,;.:!-]|et |mais |car |donc |puis )+|(?:\s|[,;.:!-]| et| mais| car)+$"
)


@lru_cache(maxsize=65_536)
def without_private(text: str) -> str:
    """A text without what its writer says of their private life; "" when nothing else is said."""
    folded = _letter_by_letter(text)
    found = [match.span() for match in _SELF.finditer(folded)] if _may_say(folded) else []
    if not found and not any(map(_is_private, _CLAUSES.split(folded))):
        return text
    kept = list(text)
    for start, end in found:
        kept[start:end] = " " * (end - start)
    return _tidy(_clauses_kept("".join(kept)))


def _may_say(folded: str) -> bool:
    return not _ANCHORS.isdisjoint(_WORD.findall(folded))


def _clauses_kept(text: str) -> str:
    clauses = _CLAUSES.split(text)
    return "".join("" if _is_private(_letter_by_letter(clause)) else clause for clause in clauses)


def _is_private(clause: str) -> bool:
    said = clause.strip()
    if _NATION_ALONE.fullmatch(said):
        return said.endswith(_FEMININE)
    return _ALONE_IN_CLAUSE.fullmatch(said) is not None


def _tidy(text: str) -> str:
    clauses = [" ".join(clause.split()) for clause in re.split(r"[,;\n]", text)]
    said = (_EDGES.sub("", clause) for clause in clauses)
    return ", ".join(clause for clause in said if not _says_nothing(clause))


def _says_nothing(clause: str) -> bool:
    words = _ANY_WORD.findall(_letter_by_letter(clause))
    return all(word in _LEFT_OVER or word.isdigit() for word in words)


def _letter_by_letter(text: str) -> str:
    """The text folded, each letter at its place."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(fold(letter)[:1] or " " for letter in text)
