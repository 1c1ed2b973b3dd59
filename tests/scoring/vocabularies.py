"""The vocabularies of these tests: a small one of their own, and the one that Parvis brings."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from matching.scoring import Reader, Scorer, Vocabulary
from matching.scoring.vocabulary.archives import read_archive
from matching.scoring.vocabulary.word_vectors import DIRECTIONS, WordVectors
from tests.scoring.official_archives import esco_files, rome_files, zipped

REFERENCE = Path(__file__).parents[2] / "data" / "reference"

TRADES = """
[[trade]]
id = "web-developer"
rome = "M1855"
label = { fr = "Développeur / Développeuse web", en = "Web developer" }
family = "web-software"
digital = true
near = ["web-integrator"]
aliases = ["dev web", "faire des sites internet"]
skills = { core = ["html-css", "javascript"], required = ["git"], desired = ["english"] }

[[trade]]
id = "web-integrator"
rome = "M1861"
label = { fr = "Intégrateur / Intégratrice web", en = "Web integrator" }
family = "web-software"
digital = true
near = ["web-developer"]
aliases = ["intégrateur html"]
skills = { core = ["html-css"], required = ["git"], desired = [] }

[[trade]]
id = "software-tester"
rome = "M1815"
label = { fr = "Testeur / Testeuse de logiciels", en = "Software tester" }
family = "web-software"
digital = true
near = []
aliases = ["tester des applis"]
skills = { core = ["git"], required = [], desired = ["english"] }

[[trade]]
id = "cook"
rome = "G1602"
label = { fr = "Cuisinier / Cuisinière", en = "Cook" }
family = "restaurant"
near = ["waiter"]
aliases = ["cuisto", "chef cuisinier"]
skills = { core = ["cooking"], required = ["hygiene"], desired = [] }

[[trade]]
id = "waiter"
rome = "G1803"
label = { fr = "Serveur / Serveuse", en = "Waiter" }
family = "restaurant"
near = ["cook"]
aliases = ["service en salle"]
skills = { core = ["table-service"], required = ["hygiene"], desired = ["english"] }

[[trade]]
id = "cleaner"
rome = "K2204"
label = { fr = "Agent / Agente d'entretien", en = "Cleaner" }
family = "cleaning"
near = []
aliases = ["femme de ménage", "faire le ménage", "ménage"]
skills = { core = ["cleaning"], required = [], desired = [] }

[[ambiguous]]
phrase = "informatique"
trades = ["web-developer", "software-tester"]
"""

SKILLS = """
[[skill]]
id = "coding"
label = { fr = "Programmer", en = "Program" }
aliases = ["coder"]

[[skill]]
id = "html-css"
label = { fr = "Écrire du HTML et du CSS", en = "Write HTML and CSS" }
parent = "coding"
aliases = ["html", "css", "html css"]

[[skill]]
id = "javascript"
label = { fr = "Programmer en JavaScript", en = "JavaScript" }
parent = "coding"
aliases = ["js", "javascript"]

[[skill]]
id = "c-languages"
label = { fr = "Programmer en C, C++ ou C#", en = "C, C++ or C#" }
parent = "coding"
aliases = ["c++", "c#", "c"]

[[skill]]
id = "git"
label = { fr = "Gérer les versions avec Git", en = "Git" }
aliases = ["git", "github"]

[[skill]]
id = "english"
label = { fr = "Parler anglais", en = "Speak English" }
aliases = ["anglais"]

[[skill]]
id = "cooking"
label = { fr = "Faire la cuisine", en = "Cook" }
aliases = ["cuisiner", "préparer des plats"]

[[skill]]
id = "hygiene"
label = { fr = "Respecter l'hygiène", en = "Hygiene rules" }
aliases = ["hygiène", "haccp"]

[[skill]]
id = "table-service"
label = { fr = "Servir à table", en = "Wait at table" }
aliases = ["service en salle"]

[[skill]]
id = "cleaning"
label = { fr = "Nettoyer des locaux", en = "Clean rooms" }
aliases = ["nettoyer", "faire le ménage"]

[[skill]]
id = "phone-repair"
label = { fr = "Réparer des téléphones", en = "Repair phones" }
crcn = "5.1"
aliases = ["je répare des téléphones"]
"""

STOP_PHRASES = "je sais pas\nun emploi\nformation\n"

COMMUNES = """name,insee,latitude,longitude
Montpellier,34172,43.6109,3.8772
Lattes,34129,43.5675,3.9047
Béziers,34032,43.3442,3.2158
Saint-Denis,93066,48.9362,2.3574
Paris,75056,48.8566,2.3522
"""

THEMES = """
[[theme]]
code = "famille--garde-denfants"
label = { fr = "Faire garder ses enfants", en = "Childcare" }
says = ["une garde pour", "besoin … garde d enfant"]

[[theme]]
code = "mobilite--preparer-un-permis"
label = { fr = "Passer le permis", en = "Learn to drive" }
former = ["mobilite--preparer-son-permis"]
says = ["passer … permis"]
"""

FILES = {
    "themes.toml": THEMES,
    "trades.toml": TRADES,
    "skills.toml": SKILLS,
    "stop_phrases.txt": STOP_PHRASES,
    "communes.csv": COMMUNES,
    "word_vectors.csv": "word,vector\n",
}


def vectors_of(words):
    """A table of words; of each the parts of its direction that are not 0, from -128 to 127."""
    lines = ["word,vector"]
    for word, parts in words.items():
        direction = bytes(parts.get(at, 0) % 256 for at in range(DIRECTIONS))
        lines.append(f"{word},{b64encode(direction).decode()}")
    return WordVectors("\n".join(lines) + "\n")


def write(folder, **changed):
    """The small vocabulary in a folder; `trades_toml=...` replaces a file, `None` leaves it out."""
    for name, text in FILES.items():
        content = changed.get(name.replace(".", "_"), text)
        if content is not None:
            (folder / name).write_bytes(content.encode())
    return folder


@cache
def small():
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return Vocabulary.read(write(Path(folder)))


@cache
def small_scorer():
    return Scorer(small())


@cache
def real_reader():
    return Reader(Vocabulary.read(REFERENCE))


@cache
def shipped_scorer():
    return Scorer(Vocabulary.read(REFERENCE))


@cache
def official(name):
    """The tiny official list `rome` or `esco`, read from its archive."""
    from tempfile import TemporaryDirectory

    files = {"rome": rome_files, "esco": esco_files}[name]
    with TemporaryDirectory() as folder:
        return read_archive(zipped(Path(folder) / f"{name}.zip", files()))
