"""Words that people and adverts cut short or say in English, written out in French."""

from collections.abc import Container

from matching.scoring.text.wording import plain

_ALWAYS = """
admin: administrateur | agt: agent | assist, asst, ass: assistant | cdp: chef de projet
coiff: coiffeur | compta: comptable | cond: conducteur | coord: coordinateur | dev: développeur
dir: directeur | educ: éducateur | elec, electro: électricien | esth: esthéticien
info: informatique | ing, inge: ingénieur
maint, mainte: maintenance | meca: mécanicien | resp: responsable
resto: restaurant | secu: sécurité | tech, techn: technicien
"""
_WHEN_UNKNOWN = """
accountant: comptable | ai, ia: intelligence artificielle | analyst: analyste | anim: animateur
architect: architecte | attendant, worker: agent | baker: boulanger | bartender: barman
bdd, db: base de données | bi: business intelligence | brico: bricolage | builder: maçon
butcher: boucher | carer, caregiver: auxiliaire de vie | carpenter: menuisier | cashier: caissier
childcare: garde d'enfants | cleaner, cleaning: nettoyage | clerk: employé | comm: communication
cde, cmd: commande
cook, cooking: cuisinier | cyber: cybersécurité | designer: designer | dessin: dessinateur
developer, programmer: développeur | devsecops: devops sécurité | driver, driving: conducteur
electrician: électricien | empl: employé
engineer: ingénieur | farmer: agriculteur | fullstack: full stack
gardener, gardening: jardinier | guard: agent de sécurité | hairdresser: coiffeur | helper: aide
hotel: hôtel | ide: infirmier | it: informatique | jardi: jardinier | kitchen: cuisine
log: logistique | logist: logistique | manut: manutentionnaire | mechanic: mécanicien
menuis: menuisier | mgr: manager | ml: machine learning | mlops: machine learning devops
moa: maîtrise d'ouvrage | network: réseau | nurse: infirmier | op: opérateur | painter: peintre
photo: photographe | pl: poids lourd | plumber: plombier | po: product owner
prep, prepa: préparateur | prod: production
prof: professeur | qa: test qualité | qual: qualité | receptionist: réceptionniste
rh, hr: ressources humaines | roofer: couvreur | sales: commercial | secretary: secrétaire
security: sécurité | seller, salesman, saleswoman: vendeur | si: systèmes d'information
software: logiciel | ssi: sécurité des systèmes d'information | steward: steward | sys: système
tailor: couturier | teacher: professeur | technician: technicien | translator: traducteur
truck: poids lourd | veto: vétérinaire | waiter, waitress: serveur | warehouse: entrepôt
welder: soudeur
"""


def _read(table: str) -> dict[str, str]:
    rows = (row.split(":") for line in table.split("\n") for row in line.split("|") if ":" in row)
    return {plain(short): plain(long) for shorts, long in rows for short in shorts.split(",")}


_LONG, _LONG_WHEN_UNKNOWN = _read(_ALWAYS), _read(_WHEN_UNKNOWN)


def written_out(phrase: str, known: Container[str]) -> str:
    """A plain phrase with its short words written out; a word that labels know stays as it is."""
    return " ".join(_written_out(word, known) for word in phrase.split())


def _written_out(word: str, known: Container[str]) -> str:
    if word in _LONG:
        return _LONG[word]
    return word if word in known else _LONG_WHEN_UNKNOWN.get(word, word)
