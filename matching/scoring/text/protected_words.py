"""Words of a note that speak of a protected criterion (Labour Code L1132-1), each with which one.

A recruiter writes of somebody else ("elle est enceinte", "trop vieux pour nous"): what people say
of themselves is found by `private_words`, and what is written of another is found here as well.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from matching.scoring.text.private_terms import (
    CITIES,
    COUNTRIES,
    FAITHS,
    PEOPLES,
    TWO_WORD_COUNTRIES,
)
from matching.scoring.text.private_words import private_spans
from matching.scoring.text.tokens import letter_by_letter

_OF_SOMEBODY = (
    r"(?:(?:elle|il|iel|on|ca|candidate?|personne|profil|madame|monsieur|mme|m|jeune|femme|homme)"
    r" (?:est|etait|semble|parait|fait|vient|a l'air) (?:d'origine |plutot |tres |un peu |de |du )*"
    r"|c'est (?:une? )?|origine |type |accent (?:tres )?|d'origine |plutot )"
)
_PLACES = "|".join(sorted(COUNTRIES | CITIES, key=lambda name: (-len(name), name)))
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "age": (
            r"trop (?:jeune|age|agee|vieux|vieille|senior)s?|(?:vieux|vieille|agee?|senior|seniors)"
            r"|proche de la retraite|retraite (?:dans|d'ici)|bientot (?:a la |en )?retraitee?"
            r"|fin de carriere|pas (?:tout )?jeune|tres jeune|son age"
            r"|\d{2} ans(?! d')(?! de )(?! dans)(?! en )(?! comme)|quinqua\w*|sexagenaire|too old"
            r"|too young"
        ),
        "sex": (
            r"(?:une |petite |jolie |jeune )(?:femme|fille|dame|nana)|(?:pas|que) (?:de"
            r"|des) (?:femmes?|hommes?)"
            r"|jeune homme|mec|sexe|garcon manque|femme|homme(?! (?:toutes|du))"
        ),
        "family": (
            r"enceinte|grossesse|conge (?:maternite|parental|paternite)|enfants? (?:a charge"
            r"|en bas age)"
            r"|(?:jeune |mere |pere )?(?:maman|papa)|(?:mere|pere) (?:de famille|isolee?"
            r"|celibataire|de)"
            r"|celibataire|divorcee?|mariee?|veuve|veuf|(?:ses|des|\d+|deux|trois"
            r"|quatre) (?:enfants|gosses)"
            r"|(?:problemes?|moyen|mode|pas) de garde|pregnant"
            r"|single (?:mother|mum|parent)"
        ),
        "origin": (
            rf"{_OF_SOMEBODY}(?:{PEOPLES}|{_PLACES}|{TWO_WORD_COUNTRIES}|arabe)"
            r"|accent (?:etranger|africain|arabe|de l'est|prononce|fort)|etrangere?|immigree?"
            r"|migrante?"
            r"|refugiee?|maghrebine?|noire?(?= |$|[,.;])|blanche? de peau|couleur de peau|gitane?"
            r"|rom\b|blacks?(?! friday)|beurette|renoi|rebeue?"
            r"|(?<![a-z'] )arabes?(?= (?!courant|litteraire|et |ou |lu|ecrit|parle|niveau|bilingue"
            r"|maternel|[abc]\d)[a-z])"
            r"|(?:vient|venue?|arrivee?|arrive) (?:du |de la |de l'|de |d'|des )"
            rf"(?:{_PLACES}|{TWO_WORD_COUNTRIES})"
            r"|d'origine \w+|titre de sejour|sans[ -]papiers|gens du voyage|foreigner"
        ),
        "religion": (
            rf"{FAITHS}s?|voilee?|voile|foulard|hijab|kippa|turban|ramadan|priere|religion"
            rf"|religieu\w+"
            r"|halal|casher|mosquee|pratiquante?"
        ),
        "health": (
            r"handicape?e?s?|rqth|malade|maladie|depressi(?:f|ve|on)|fauteuil(?: roulant)?|sourde?"
            r"|aveugle"
            r"|malvoyante?|malentendante?|begaie|begue|diabetique|epileptique|cancer|invalidite"
            r"|problemes? de (?:sante|dos)|mal au dos|arrets? maladie|autiste|bipolaire|dyslexi\w+"
            r"|psy"
            r"|alcooli\w+|alcoolo|(?:sent|boit de) l.alcool|droguee?s?|toxico\w*|fragile|sante"
            r"|disabled"
        ),
        "looks": (
            r"gros(?:se)?|obese|maigre|moche|laide?|jolie?|belle|mignonne?|tatou\w+|piercings?"
            r"|dreads?"
            r"|coiffure (?:afro|africaine)|cheveux|apparence|physique (?:ingrat|agreable)|surpoids"
            r"|sent mauvais|(?:bonne|belle|mauvaise) presentation"
            r"|presente (?:bien|mal)(?= *(?:$|[,;.]))|mal habillee?|typee?"
        ),
        "place": (
            r"(?:habite|vit|loge|reside|vient) (?:dans |a |au |aux |en )?(?:une? |la |le |les )?"
            r"(?:cite|quartier|banlieue|foyer|hlm|mosson|paillade|rue)\b"
            r"|quartier (?:des?|du) [\w-]+"
            r"|qpv|quartiers? (?:prioritaires?|sensibles?|difficiles?)|sdf|sans domicile|banlieue"
            r"|racaille"
        ),
        "wealth": (
            r"rsa|allocs?|allocataire|aah|minima sociaux|pauvre|precaire|surendett\w+"
            r"|interdite? bancaire"
            r"|cas soc\w*|cassos"
        ),
        "opinion": (
            r"syndiquee?|syndicaliste|syndicat|cgt|militante?|communiste|gilet jaune|greviste"
            r"|delegue syndical"
        ),
        "orientation": (
            r"gay|homo(?:sexuel(?:le)?)?|lesbienne|transgenre|trans(?= |$|[,.;])|bisexuel(?:le)?"
            r"|pede"
            r"|effemine|orientation sexuelle"
        ),
        "justice": (
            r"prison|detention|detenue?|casier(?: judiciaire)?|bracelet(?: electronique)?"
            r"|condamnee?"
            r"|sortante? de prison"
        ),
    }
)
_FOUND = {name: re.compile(rf"\b(?:{words})\b") for name, words in _WORDS.items()}
# What speaks of the post, not of whoever sits there.
_OF_THE_POST = re.compile(
    r"\b(?:aupres|avec|pour|accueil|garde|accompagn\w+|aide|soins?|public|publics"
    r"|personnes?|animation)"
    r" (?:d'|de |des |du |aux? |les |la |le |l')*(?:personnes? |publics? )?"
    r"(?:(?:personnes? )?agee?s|seniors?|enfants?|malades?|handicapee?s|femmes?|hommes?|refugiee?s"
    r"|migrants?|jeunes?|precaires?|alcooliques?|detenus?|en situation de handicap)\b"
    r"|\bmission handicap\b|\breferente? handicap\b|\bpostes? amenage\w*\b"
    r"|\bsante (?:au travail|publique)\b|\bsecteur (?:de la )?sante\b|\bmetiers? de la sante\b"
    r"|\bbon(?:ne)? sante financiere\b|\b(?:femme|homme) (?:de menage|de chambre|toutes mains)\b"
    r"|\bbelle (?:experience|motivation|rencontre|reussite)\b|\bgros(?:se)? "
    r"(?:experience|motivation|volume|chantier|oeuvre|potentiel|atout)s?\b|\bcharge \w+\b"
    r"|\bbelle carriere\b|\bmateriel fragile\b|\bproduits? fragiles?\b"
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """Words of a text that speak of a protected criterion: as written, and of which one."""

    words: str
    criterion: str


def protected_words(text: str) -> tuple[Pointed, ...]:
    """What in a text speaks of a protected criterion, in the order it is written.

    What tells of the post stays unpointed: "garder des enfants", "public handicapé".
    """
    folded = letter_by_letter(text)
    spared = [match.span() for match in _OF_THE_POST.finditer(folded)]
    spans = [
        (*match.span(), name) for name, found in _FOUND.items() for match in found.finditer(folded)
    ]
    spans += [(start, end, "private") for start, end in private_spans(text)]
    found: list[tuple[int, int, str]] = []
    for start, end, name in sorted(
        spans, key=lambda span: (span[2] == "private", span[0], -span[1])
    ):
        is_spared = any(begin <= start and end <= stop for begin, stop in spared)
        if not is_spared and not any(start < stop and begin < end for begin, stop, _ in found):
            found.append((start, end, name))
    return tuple(Pointed(text[start:end].strip(), name) for start, end, name in sorted(found))
