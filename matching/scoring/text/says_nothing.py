"""Phrases that name no trade and no skill: greetings, hours, places, wishes, numbers, noise."""

import re
from functools import lru_cache
from itertools import chain

from matching.scoring.text.tokens import WRITTEN_OUT, heard
from matching.scoring.text.wording import SMALL_WORDS, fold, keep_signs, plain

_SHORTEST_SOUND = 5  # letters; what is shorter sounds like too many other words
SHORTEST = 3  # letters; shorter words are understood only when listed (VB, PC)

_LETTERS = re.compile(r"[^\W\d_]")
_CONTACT = re.compile(r"\S@\S|\bhttps?:|\bwww\.|\b(?:tel|telephone|mail|adresse)\s*[:.]")
_WORD = re.compile(r"[\w'+#.-]+")
_HELD_KEY = re.compile(r"([a-z])\1{3}")
_ONE_SOUND = re.compile(r"([a-z]{1,3})\1{2,}")  # blablabla, hahaha
_NO_VOWEL = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}")
_ROWS = ("azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROW_RUN = 5  # neighbouring keys
_FAMILY = re.compile(
    r"\b(?:maman|papa|mere|pere)s?\b.*\benfants?\b|\b(?:deux|trois|\d+) enfants?$"
    r"|^(?:maman|papa|mere|pere|parent)s?(?: (?:solo|seule?|isolee?|celibataire|au foyer))?$"
)
_NOTHING = """bonjour bonsoir salut coucou hello hi hey slt bjr cc wesh merci svp stp please thanks
    ok okay oui non ouais nope peut etre bof lol mdr ptdr xd haha hihi euh heu hum bah ben voila ca
    va bien mal super cool genial tranquille bonne bon journee soiree aucun aucune idee comprend
    comprends compris connais rien tout tous toute toutes importe quoi quel quelle quels lequel
    autre autres divers varie different chose truc quelconque quelque part matin matinee midi
    soir nuit jour semaine week end weekend lundi mardi mercredi jeudi vendredi samedi dimanche
    janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
    printemps ete automne hiver demain aujourd hui hier tard tot vite rapidement rapide urgent
    bientot prochain prochaine mi plein partiel partielle temps complet horaire heure decale
    flexible 35h 24h 20h immediat immediatement suite des que lors plus moins possible longtemps
    duree toujours jamais parfois souvent encore deja apres pendant an ans annee mois fin debut
    paye payer remunere remuneree paie salaire argent gagner gagne smic euro net brut prime
    riche vivre vie famille chez moi toi lui proche pres loin quartier ville village ici la-bas
    coin region departement france montpellier mosson paillade lyon marseille paris beziers
    lille toulouse bus tram tramway metro train pied velo voiture vehicule transport permis b a
    c d be cv lettre motivation motive diplome bac cap bep bts dut licence master niveau sans
    avec experience formation former stage alternance apprentissage interim cdi cdd contrat
    mission emploi fiche voir madame monsieur travail travailler job boulot taf poste metier
    profession chomage rsa ass aah rqth inscrit pole locale france travail recherche projet
    reconversion orientation serieux dynamique disponible disponibilite dispo libre pret prete
    besoin envie veux voudrais cherche chercher trouver trouve changer stable evoluer apprendre
    decouvrir refechir reflechir hesite verrai verra voir verrons definir determiner decider
    decide choisir choix dire preference prefere importante important aime adore deteste
    aimerais sais savoir pas ne je tu il elle on nous vous ils elles suis es est sommes etes
    sont ai as avons avez ont etais ete faire fait fais mon ma mes ton ta tes son sa ses notre
    votre leur ce cet cette ces qui que quand comment pourquoi combien ou si comme tres trop peu
    beaucoup vraiment surtout seulement juste merde putain nul jsp jspas chai chais chepa chepas
    sai ke koi kel test testing essai blabla exemple aaa xxx nc na neant inconnu inconnue i you me
    my want need know nothing anything everything yes no not dont don t job work money vingt
    trente quarante cinquante soixante un deux trois quatre cinq six sept huit neuf dix
    atelier scolaire titre professionnel professionnelle
    venir viens vient venu allez aller vais vas irai peux peut pouvoir pourrais
    dois doit devoir devrais fallait faut faudra faudrait croire crois pense
    penser sens rester reste passer proposer proposez propose propositions prendre
    prends prenez attendre attends attente discuter parler parlez envoyer envoie
    envoye demander dit dis explique expliquer renseigner renseignement
    renseignements info infos question questions reponse orienter oriente perdu
    perdue motives bosser bosse bossez continuer reprendre recommencer essayer
    essaie tenter interesse interesses interessee interessant interessante correct
    correcte convenable sympa gentil gentille calme simple facile difficile utile
    nouveau nouvelle meilleur meilleure mieux ailleurs partout dehors fixe
    regulier reguliere ponctuel ponctuelle souriant souriante courageux courageuse
    volontaire situation avenir futur chance opportunite opportunites reussir
    reussite equipe monde humain boite entreprise entreprises patron secteur
    secteurs domaine domaines branche genre sorte profil offre offres proposition
    particulier special speciale precis precise preciser communique renseigne
    confondu confondus objet piece ci avance habitude hab maison domicile endroit
    lieu place premiere premier dernier derniere gros grosse mois-ci debutant
    debutante accepte acceptee multi tache taches polyvalence ras tant quand meme
    aussi donc alors puis ensuite enfin sinon plutot presque environ selon
    fonction tellement concret vrai vraie bonnes bons hate espoir espere esperant
    pourvu accord plait fiable seule seul ensemble copain copine ami amie amis
    passion passions depend dependre durable sortir occuper bouger bouge voit
    horaires vacances ouvert ouverte competence competences montee ameliorer
    valider bilan confiance reprise retour activite salarie salariee licencie
    licenciee licenciement economique garantie poe poei pmsmp immersion cej plie
    aij csp ij kwa koa kwoi choz kelke nimport obligatoire urgence urgemment
    priorite prioritaire ponctuellement occasionnel occasionnelle saisonnier
    permanent permanente definitif progresser progression epanouir epanoui bonheur
    content contente heureux heureuse marre courage vouloir reflexion age
    aucunement nimporte lequelle actuellement maintenant recemment avant
    dernierement fini finir termine terminer arrete arreter quitter quitte perdre
    arrive arriver voulez souhaitez voyez egal mintéresse minteresse loyer
    rencontrer connaissance moins fatigant fatigante long longue court courte
    courtes commence rdv rendez ex sers sert mets met"""
_WORDS = frozenset(plain(_NOTHING).split())
_OFTEN_MEANT = frozenset(["comment", "emploi", "prefer", "quartier"])  # commande, employé, préfet
_SOUNDS = frozenset(heard(word) for word in _WORDS - _OFTEN_MEANT if len(word) >= _SHORTEST_SOUND)
_OWN_ADVISER = re.compile(
    r"\b(?:mon|ma|mes)"
    r" (?:conseill(?:er|ere)s?|referente?s?|assistante? sociale?|educat(?:eur|rice))\b"
)


@lru_cache(maxsize=65_536)
def says_nothing(text: str) -> bool:
    """Whether a phrase can be put aside unread: too short, a number, a contact, or mere noise."""
    folded = fold(keep_signs(text)).strip()
    if len(_LETTERS.findall(folded)) < SHORTEST or _CONTACT.search(folded):
        return True
    if _FAMILY.search(" ".join(re.findall(r"\w+", folded))):
        return True
    said = _WORD.findall(_OWN_ADVISER.sub(" ", folded))
    written = " ".join(chain.from_iterable(WRITTEN_OUT.get(word, (word,)) for word in said))
    words = [word for word in plain(written).split() if word not in SMALL_WORDS]
    return all(_is_empty(word) for word in words)


def is_noise(text: str) -> bool:
    """Whether every word looks struck at random, unless it is near a known phrase."""
    return all(map(_is_noise, plain(text).split()))


def _is_empty(word: str) -> bool:
    if len(word) == 1 or word in _WORDS or word.isdigit() or _is_noise(word):
        return True
    return len(word) >= _SHORTEST_SOUND and heard(word) in _SOUNDS


def _is_noise(word: str) -> bool:
    if _HELD_KEY.search(word) or _ONE_SOUND.fullmatch(word) or _NO_VOWEL.search(word):
        return True
    runs = (word[at : at + _ROW_RUN] for at in range(len(word) - _ROW_RUN + 1))
    return any(run in row or run[::-1] in row for run in runs for row in _ROWS)
