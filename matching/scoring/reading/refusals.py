"""Words by which a piece of text refuses, accepts, lacks, softens or turns to something else."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from matching.scoring.reading.said import Intent
from matching.scoring.text.cues import Cues, FoundCue
from matching.scoring.text.tokens import Token, heard
from matching.scoring.text.wording import SMALL_WORDS


class Turn(StrEnum):
    """What a cue does with the words around it."""

    REFUSES = "refuses what follows"
    REFUSED = "refuses what stands before"
    NOT_MUCH = "refuses too much of what follows"
    NOT_ONLY = "says that what follows is one of several"
    WISHES = "wishes what follows"
    ACCEPTS = "accepts what the piece names"
    LACKS = "says that what follows is missing"
    DID = "tells what was done before, or what is known"
    HAS = "says that what follows is had"
    IDLE = "says nothing, though it holds a word of refusal"


class Stance(NamedTuple):
    """What a run of words does with what it names; `measure` says with how much of it."""

    intent: Intent
    measure: Turn | None = None

    @property
    def of_facts(self) -> Intent:
        """What it does with hours and conditions: who wants "pas que le soir" refuses some."""
        return Intent.REFUSES if self.measure is Turn.NOT_ONLY else self.intent


StancePart = tuple[Sequence[Token], Stance | None]  # none of what is only said to be missing

_SAYS = {
    Turn.REFUSES: """
        pas|surtout pas|plus jamais|jamais plus|jamais|sauf|tout sauf|sauf sauf|sans|ni|excepte|hormis
        tout mais pas|n importe quoi mais pas|n importe quoi sauf|a part|en dehors de|a l exception de
        je quitte|quitter|j ai quitte|marre de|marre du|marre des|marre d|ras le bol de|ras le bol du|assez de|assez du
        eviter|evite|j evite|deteste|je deteste|refuse|je refuse|aime pas|j aime pas|supporte pas|supporte plus
        veux pas|ne veux pas|veux plus|ne veux plus|veux plus jamais|veux surtout pas|voudrais pas|voudrais plus
        veux pas faire|veux plus faire|voudrais pas faire|voudrais plus faire|veux pas de|veux plus de
        peux pas|ne peux pas|peux plus|ne peux plus|peux pas faire|peux plus faire|fais plus|fais pas|ne fais plus
        faire plus|ne plus faire|plus faire|arreter|arrete|j arrete|je stoppe|stopper|cherche pas|cherche plus
        ne cherche pas|souhaite pas|souhaite plus|ne souhaite pas|ne souhaite plus|prefere pas|prefere eviter
        jamais de la vie|hors de question|pas question de|pas question d|pas question|no|not|never|except|anything but|no more
        ^plus de|^plus du|^plus des|^plus d|^plus la|^plus le|^plus les|^plus l|^ne plus|^plus envie|plus envie de|plus envie d
        hors de question d|hors de question de|pas envie de|pas envie d|assez d|ras le bol d|^fini le|^fini la|^fini les|^fini l|^termine le|^termine la|^termine les
        pas interesse par|pas interessee par|pas fait pour|pas faite pour|aucun|aucune|rien dans
        rien avec|rien a voir avec|rien en rapport avec|rien en lien avec|rien au contact de|rien qui touche|rien autour de
    """,
    Turn.REFUSED: """
        plus jamais|jamais plus|jamais|non|non merci|j en veux plus|j en veux pas|j en peux plus|en veux plus
        c est fini|c est mort|c mort|c est mort pour moi|c mort pour moi|tres peu pour moi|sans moi|c est non|c est pas pour moi|pas pour moi|ca non|surtout pas|hors de question|pas question
        m interesse pas|m interesse plus|j aime pas|je veux plus|je veux pas|je peux plus|je peux pas
        ca va pas|ca me va pas|ne me va pas|no way|j ai arrete|j arrete|pas envie|ne me plait pas|me plait pas
        ne me plait plus|me plait plus|c est termine|est exclu|c est impossible
    """,
    Turn.WISHES: """
        je veux|je voudrais|j aimerais|je cherche|je prefere|je souhaite|plutot|je reve de|i want
        je recherche|prefere|par contre|sinon|ou alors|mon reve|je vise|en revanche|i am looking for
        pourquoi pas|pk pas|pq pas|pkoi pas|que du|que des|que en|rien que du|uniquement|seulement|exclusivement
    """,
    Turn.ACCEPTS: """
        pas de probleme|pas un probleme|pas probleme|pas de problem|pas problem|pas de souci|pas souci|sans probleme
        sans souci|derange pas|gene pas|me derange pas|me gene pas|pas peur|pas peur de|pas peur du|pas grave
        n ai pas peur|j ai pas peur|j ai pas de probleme|pas contre|ca me va|d accord pour|^pret a|^prete a|je suis pret a|je suis prete a|aussi|ok
        possible|j accepte|accepte|ca ne me derange pas|aucun probleme|aucun souci|no problem
    """,
    Turn.LACKS: """
        en attendant un|en attendant une|en attendant mon|en attendant ma|en attendant mes|en attendant le|en attendant la
        en attendant l|en attendant de|en attendant d|en attendant que
        pas encore|j ai pas|ai pas|n ai pas|ai plus|n ai plus|pas de diplome|pas d experience|pas d experiences
        pas de permis|pas le permis|pas de voiture|pas voiture|pas de vehicule|pas de cv|pas besoin|pas loin
        pas a l aise avec|pas a l aise en|pas habitue a|pas habituee a|non titulaire du|pas titulaire du|pas titulaire de
        je sais pas|je ne sais pas|je sais plus|je ne sais plus
        pas sur|pas sure|pas cher|pas chere|pas idee|pas d idee|sans diplome|sans experience|sans permis|sans voiture
        sans qualification|sans formation|sans bac|sais pas|sais plus|pas fini|pas termine|not yet
        pas trop loin|pas trop cher|pas trop l habitude|pas parle|parle pas|comprends pas|pas de preference|jamais fait|jamais travaille|pas valide|pas obtenu
        arrive pas|arrive plus|n arrive pas|j arrive pas|j arrive plus|je n arrive pas|je n arrive plus
        ^zero|^0|il me manque|me manque|manque de|non titulaire|pas titulaire|depourvu de|depourvue de|ne possede pas
        ai arrete les etudes|ai arrete l ecole|ai arrete mes etudes|ai arrete le lycee|ai arrete la fac|ai quitte l ecole
        arrete l ecole|arrete les etudes|arrete le lycee|quitte l ecole|ai arrete le college|arrete mes etudes
        jamais eu|pas de formation|aucune experience|aucun diplome|aucune qualification|no experience
    """,
    Turn.DID: """
        j ai travailler|j ai deja travailler|ai deja travailler|j ai bosse|j ai deja bosse|j ai fait|j ai deja fait
        ai deja fait|j ai exerce|j ai ete|j ai deja ete|j etais|avant j etais|j ai garde|j ai deja garde
        je sais|je sais faire|sais faire|je sais bien|je maitrise|je touche a tout en|je me debrouille en
        a l aise avec|a l aise en|habitue a|habituee a|j ai tenu|j ai conduit|j ai vendu|j ai dirige|j ai gere
        je conduis|titulaire du|titulaire de|titulaire d|i can|ayant travailler|ayant deja travailler|ayant fait|j ai de l experience|i have worked|i worked as
    """,
    Turn.IDLE: """
        pas forcement|pas obligatoire|pas obligatoirement|pas mal de|pas mal|no code
        si possible|quand c est possible|jamais en retard|jamais absent|jamais absente|sans arret|sans attendre|plus de dix ans
        sans contact|sans rendez vous|non plus|en plus|plus tard
    """,
}

_NOT_ALWAYS = re.compile(
    r"\b(?:toute (?:la|une) journee|toutes? les? (?:nuits?|week-?ends?|soirs?|jours?)"
    r"|tous les (?:jours|soirs|week-?ends?|samedis|dimanches)|tout le temps|non stop|en permanence"
    r"|en continu|longtemps|sans arret|des heures|all day|every day)\b"
)
# Less firmly than "je veux" or "pas".
_SOFT = (
    r"eventuellement|idealement|dans l'ideal|de preference|preferablement"
    r"|(?:si|quand|autant que) (?:c'est |c est )?possible|si on peut|a la rigueur|au pire"
    r"|pourquoi pas|if possible|ideally|maybe"
)
_FIRST = re.compile(rf"^\W*(?:(?:et|ou|mais|sinon|puis|apres|or) )*(?:{_SOFT})\b")
# Behind a trade "si possible" is said of what stands beside it: "gardienne logée si possible".
_LAST = re.compile(r"\b(?:eventuellement|a la rigueur|au pire|pourquoi pas|maybe)\W*$")
_LAST_OF_REFUSAL = re.compile(rf"\b(?:{_SOFT})\W*$")
_LACKED = (
    "pas encore|pas obtenu|pas passer|pas valide|pas eu|non obtenu|non valide|non passer|manquant|manquante|perime|perimee"
    "|expire|expiree|plus valide|perdu|perdue|a passer|a repasser|a obtenir|a refaire|pas renouvele|pas finir|pas termine"
)


def _heard(words: str) -> frozenset[str]:
    return frozenset(map(heard, words.split()))


# Diplomas, certificates, cards and licences, whichever they are; and the verbs of having one.
_CREDENTIALS = _heard(
    "diplome diplomes diplomee titre titres certificat certificats certification brevet brevets carte cartes"
    " licence master doctorat cap bep bac bp bts dut but deust cqp mention permis caces ssiap bafa bafd fimo fco"
    " habilitation habilitations habilite habilitee qualification attestation agrement autorisation equivalence"
    " cnaps deas deavs deaes deap deeje dees dei dea aepe bpjeps bees dejeps sst psc1 psc haccp aipr tfp mac"
    " h0 h0v b0 b1v b2v br bc bs bt cca visa tosa delf dcl vae driving diploma degree inscription"
)
# Behind the trade: *aide soignante diplômée*.
_GRADUATED = _heard("diplome diplomee habilitation habilite dea")
# A refusal that ends in one of these may be measured by the word behind it, unless that word
# begins a clause: "je ne veux pas que ce soit le soir".
_MEASURED = _heard("pas faire not")
_MEASURES = {
    **dict.fromkeys(_heard("trop too"), Turn.NOT_MUCH),
    **dict.fromkeys(_heard("que seulement uniquement only just"), Turn.NOT_ONLY),
}
_CLAUSE = _heard("ce cela ca je tu il elle on nous vous ils elles")
_OF = _heard("de d du des en")
_NOR = heard("ni")
_HAVE = _heard(
    "passe passer eu obtenu obtenir valide possede posseder dispose disposer possession titulaire fini termine"
    " reussi encore vraiment actuellement mon ma mes aucun aucune toujours besoin avoir have any my yet"
)
_SAY_LITTLE = SMALL_WORDS | _HAVE
_I_HAVE = _heard("ai possede")
_NEED = heard("besoin")
_BECAUSE = _heard("j car parce puisque vu rapport")
_CARRIED = (Intent.REFUSES, Intent.CAN)  # "pas de nuit ni de week-end", "prêt à faire A ou B"
_OF_ME = ("", "je ", "je ne ", "j ", "je n ")  # so that "je veux plus" is no "je veux"


def _phrases(turn: Turn) -> list[str]:
    said = [cue.strip() for line in _SAYS[turn].strip().splitlines() for cue in line.split("|")]
    if turn is not Turn.REFUSES:
        return said
    return said + [me + cue for cue in said if not cue.startswith("^") for me in _OF_ME[1:]]


def is_not_always(refused: str) -> bool:
    """Whether a folded text that is refused is so only all of the time: "écran toute la journée"."""
    return _NOT_ALWAYS.search(refused) is not None


def is_softened(folded: str, *, refuses: bool) -> bool:
    """Whether a folded piece of text wishes, or refuses, less firmly than "je veux"."""
    last = _LAST_OF_REFUSAL if refuses else _LAST
    return _FIRST.search(folded) is not None or last.search(folded) is not None


def turns_in(words: Sequence[Token]) -> list[FoundCue]:
    """Cues that turn the intent, each with the word that measures it: "je ne veux pas *que*"."""
    found = list[FoundCue]()
    for cue in _TURNS.find(words):
        if not found or cue.first >= found[-1].end:
            found.append(_measured(cue, words))
    return found


def _is_another(cue: FoundCue, words: Sequence[Token]) -> bool:
    """Whether a cue only names one thing more than the last did: "pas trop de A *ni* de B"."""
    return cue.end - cue.first == 1 and words[cue.first].form == _NOR


def _measured(cue: FoundCue, words: Sequence[Token]) -> FoundCue:
    """A cue that refuses, as what it does with its measure: "pas trop", "pas que"."""
    after = [word.form for word in words[cue.end : cue.end + 2]]
    if cue.tells != Turn.REFUSES or words[cue.end - 1].form not in _MEASURED or not after:
        return cue
    if after[0] not in _MEASURES or not _CLAUSE.isdisjoint(after[1:]):
        return cue
    return FoundCue(_MEASURES[after[0]], cue.first, cue.end + 1 + (not _OF.isdisjoint(after[1:])))


def names_credential(words: Sequence[Token]) -> bool:
    """Whether words name a diploma, a title or a licence first: who refuses one only lacks it."""
    told = [word.form for word in words if word.form not in _SAY_LITTLE]
    numbered = told and told[0].rstrip("0123456789") in _CREDENTIALS  # "SSIAP1"
    return bool(told) and (numbered or told[0] in _CREDENTIALS or told[-1] in _GRADUATED)


_TURNS = Cues({turn: _phrases(turn) for turn in _SAYS if turn is not Turn.REFUSED})
# Behind the name of a diploma, a title or a licence.
_LACKED_BEFORE = Cues({Turn.LACKS: _LACKED.split("|")})
REFUSED_BEFORE = Cues({Turn.REFUSED: _phrases(Turn.REFUSED)})


def carries(last: Stance | None, words: Sequence[Token]) -> bool:
    """Whether words behind "et" or "ou" may be meant as those before it."""
    if last is None or last.measure is Turn.HAS:
        return names_credential(words)
    return last.intent in _CARRIED or last.measure is not None


def stances(words: Sequence[Token], bare: Intent, first: Stance | None) -> Iterator[StancePart]:
    """Runs of words with their stances; `first` is that of the words before any cue."""
    before = REFUSED_BEFORE.find(words)
    if before and before[-1].first > 0 and _is_reason(words[before[-1].end :]):
        refused = words[: before[-1].first]  # "femme de chambre plus jamais"
        yield refused, None if names_credential(refused) else Stance(Intent.REFUSES)
        return
    if names_credential(words) and (lacked := _LACKED_BEFORE.find(words)):
        yield words[: lacked[0].end], None
        words = words[lacked[0].end :]
    cues = turns_in(words)
    refuses = first is not None and first.intent is Intent.REFUSES
    if bare is Intent.WANTS and not refuses and _is_had(words):
        first = Stance(Intent.CAN, Turn.HAS)
    if any(cue.tells == Turn.ACCEPTS for cue in cues) and not refuses:
        bare, first = Intent.CAN, Stance(Intent.CAN)
    yield from _turned(words, cues, bare, first)


def _is_had(words: Sequence[Token]) -> bool:
    """Whether words say of a licence or a title that it is had: "j'ai mon CACES"."""
    had = next((at for at, word in enumerate(words[:3], 1) if word.form in _I_HAVE), 0)
    needed = any(word.form == _NEED for word in words)
    return bool(had) and not needed and names_credential(words[had:])


def _is_reason(words: Sequence[Token]) -> bool:
    """Whether words after a refusal only say why: "le soir je peux pas, j'ai cours"."""
    return not words or words[0].form in _BECAUSE


def _turned(
    words: Sequence[Token], cues: Sequence[FoundCue], bare: Intent, first: Stance | None
) -> Iterator[StancePart]:
    """Runs of words between the cues that turn the stance."""
    after = {
        Turn.REFUSES: Stance(Intent.REFUSES),
        Turn.NOT_MUCH: Stance(Intent.REFUSES, Turn.NOT_MUCH),
        Turn.NOT_ONLY: Stance(bare, Turn.NOT_ONLY),
        Turn.WISHES: Stance(bare),
        Turn.LACKS: None,
        Turn.DID: Stance(Intent.CAN),
    }
    stance, at = first, 0
    for cue in cues:
        turn = Turn(cue.tells)
        if turn in after:
            yield words[at : cue.first], stance
            goes_on = stance is not None and stance.measure and _is_another(cue, words)
            stance, at = stance if goes_on else after[turn], cue.end
            refuses = stance is not None and stance.of_facts is Intent.REFUSES
            if refuses and names_credential(words[at:]):
                stance = None
    yield words[at:], stance
