"""A small invented fair, judged by hand before it was ever scored: what a counsellor would sign.

`strong` is where one walks the person to, `fair` is defensible, `wrong` breaks what was said or
the law; everything else is pointless. Nobody here is a real person.
"""

from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.offer import Offer
from matching.domain.terms import Condition, Contract, ExhibitorKind, Hours, OfferKind

A1, A2, B1, B2 = FrenchLevel.A1, FrenchLevel.A2, FrenchLevel.B1, FrenchLevel.B2
NATIVE = FrenchLevel.NATIVE
FULL, PART, MORNING, EVENING = Hours.FULL_TIME, Hours.PART_TIME, Hours.MORNING, Hours.EVENING
NIGHT, WEEKEND, SCHOOL = Hours.NIGHT, Hours.WEEKEND, Hours.SCHOOL_HOURS


def _person(name, wishes, *, skills=(), past=(), french=NATIVE, **known):
    said = {"wishes": (wishes,), "skills": skills, "experience": past, "french_level": french}
    return Jobseeker(id=name, first_name=name.title(), **(said | known))


PEOPLE = (
    _person("rosa", "limpeza, ménage", past=("femme de ménage 6 ans",), french=A2),
    _person("idris", "plombié, chofage", skills=("souder le cuivre",), past=("plombier 8 ans",)),
    _person("louane", "je sais pas trop, un truc avec des gens", diploma_level=DiplomaLevel.NONE),
    _person("marc", "plus jamais la restauration, plutôt magasinier", past=("serveur 9 ans",)),
    _person("awa", "aide soignante ou auxiliaire de vie", past=("aide à domicile 3 ans",)),
    _person("victor", "refaire mon CV et apprendre l'ordinateur", digital_level=DigitalLevel.NEVER),
    _person("samira", "cours de français, après cuisine", past=("cuisinière 5 ans",), french=A1),
    _person("jules", "job le week-end", hours_wanted=(WEEKEND,)),
    _person("denis", "chauffeur poids lourd", licences=("B", "C"), past=("routier 12 ans",)),
    _person("ines", "vendeuse en prêt-à-porter, pas le dimanche", past=("CAP vente",)),
    _person("paul", "n'importe quoi dehors, pas d'usine", licences=(), vehicle=False),
    _person("nadia", "secrétaire, à mi-temps", past=("secrétaire 10 ans",), hours_wanted=(PART,)),
    _person("tom", "CAP coiffure en apprentissage", diploma_level=DiplomaLevel.NONE),
    _person("lucie", "coiffeuse", past=("CAP coiffure, 4 ans en salon",)),
    _person("farid", "agent de sécurité", past=("pas encore la carte pro",)),
    _person("odile", "des dettes et un problème de logement", past=("caissière 20 ans",)),
)

STANDS = tuple(
    Exhibitor(id=name, name=name.title(), stand=f"A{number}", kind=kind)
    for number, (name, kind) in enumerate(
        {
            **dict.fromkeys(("net", "resto", "stock", "soin", "boutique"), ExhibitorKind.EMPLOYER),
            **dict.fromkeys(("route", "chauffe", "bureau", "garde"), ExhibitorKind.EMPLOYER),
            **dict.fromkeys(("salon", "parc", "usine"), ExhibitorKind.EMPLOYER),
            **dict.fromkeys(("cfa", "greta"), ExhibitorKind.SCHOOL),
            **dict.fromkeys(("langue", "numerique", "droits"), ExhibitorKind.SUPPORT),
            **dict.fromkeys(("projet", "permis"), ExhibitorKind.SUPPORT),
        }.items(),
        1,
    )
)


def _offer(name, stand, title, kind=OfferKind.JOB, **known):
    return Offer(id=name, exhibitor=stand, title=title, kind=kind, **known)


_SUPPORT, _COURSE = OfferKind.SUPPORT, OfferKind.TRAINING
OFFERS = (
    _offer("net1", "net", "Agent d'entretien de bureaux", hours=(PART, MORNING)),
    _offer("resto1", "resto", "Commis de cuisine, débutant accepté", hours=(FULL, EVENING)),
    _offer("resto2", "resto", "Serveur / serveuse", hours=(FULL, EVENING, WEEKEND)),
    _offer("stock1", "stock", "Magasinier / magasinière", hours=(FULL,)),
    _offer("soin1", "soin", "Auxiliaire de vie", french_level_min=A2),
    _offer("soin2", "soin", "Aide-soignant(e)", description="Diplôme d'État (DEAS) obligatoire."),
    _offer("boutique1", "boutique", "Vendeur / vendeuse prêt-à-porter", hours=(FULL,)),
    _offer("boutique2", "boutique", "Job étudiant en magasin", hours=(PART, WEEKEND)),
    _offer("route1", "route", "Conducteur routier", rome="N4101", licences_required=("C",)),
    _offer("chauffe1", "chauffe", "Plombier chauffagiste", skills_required=("plomberie",)),
    _offer("bureau1", "bureau", "Secrétaire", hours=(PART,), french_level_min=B2),
    _offer("bureau2", "bureau", "Secrétaire comptable", hours=(FULL,), french_level_min=B2),
    _offer("garde1", "garde", "Agent de sécurité", titles_required=("carte professionnelle",)),
    _offer("salon1", "salon", "Coiffeur / coiffeuse", titles_required=("CAP coiffure",)),
    _offer("parc1", "parc", "Jardinier, débutant accepté", conditions=(Condition.OUTDOORS,)),
    _offer(
        "usine1", "usine", "Ouvrier d'usine", hours=(FULL, NIGHT), conditions=(Condition.NIGHT,)
    ),
    _offer(
        "cfa1",
        "cfa",
        "CAP métiers de la coiffure en apprentissage",
        _COURSE,
        rome="D1202",
        contracts=(Contract.APPRENTICESHIP,),
    ),
    _offer("greta1", "greta", "Agent de sécurité : titre et carte professionnelle", _COURSE),
    _offer("langue1", "langue", "Cours de français pour débutants (A1-A2)", _SUPPORT),
    _offer("numerique1", "numerique", "Premiers pas sur l'ordinateur", _SUPPORT),
    _offer("numerique2", "numerique", "Atelier CV et lettre de motivation", _SUPPORT),
    _offer("droits1", "droits", "Aide juridique : dettes, logement", _SUPPORT),
    _offer("projet1", "projet", "Découvrir les métiers et choisir sa voie", _SUPPORT),
    _offer("permis1", "permis", "Passer le permis de conduire à petit prix", _SUPPORT),
)

# Each person by name: what is strong, what is fair, what is wrong.
JUDGED = {
    "rosa": ("net1", "langue1", ""),
    "idris": ("chauffe1", "", ""),
    "louane": ("projet1", "resto1 stock1 boutique1 parc1 net1 usine1", "soin2 garde1 salon1"),
    "marc": ("stock1", "", "resto1 resto2"),
    "awa": ("soin1", "", ""),
    "victor": ("numerique1 numerique2", "projet1", ""),
    "samira": ("langue1", "resto1", "bureau1 bureau2"),
    "jules": ("boutique2", "", ""),
    "denis": ("route1", "", ""),
    "ines": ("boutique1", "", "boutique2"),
    "paul": ("parc1", "permis1", "usine1 route1"),
    "nadia": ("bureau1", "bureau2", ""),
    "tom": ("cfa1", "projet1", "salon1"),
    "lucie": ("salon1", "", "cfa1"),
    "farid": ("greta1", "", "garde1"),
    "odile": ("droits1", "", ""),
}


def judgement(person, offer):
    """*strong*, *fair*, *wrong* or *pointless*, as it was judged."""
    for name, listed in zip(("strong", "fair", "wrong"), JUDGED[person], strict=True):
        if offer in listed.split():
            return name
    return "pointless"
