"""Tiny archives in the formats that France Travail and the European Commission publish."""

import csv
import io
from zipfile import ZIP_DEFLATED, ZipFile

ROME = {
    "referentiel_code_rome": [
        (
            "code_rome",
            "code_fiche_metier",
            "code_ogr",
            "libelle_rome",
            "transition_num",
            "code_rome_parent",
        ),
        ("M1855", "1", "11", "Développeur / Développeuse web", "O", "M1805"),
        ("M1805", "2", "12", "Études et développement informatique", "O", "M1805"),
        ("M1810", "3", "13", "Technicien / Technicienne d'exploitation", "N", "M1810"),
        ("G1602", "4", "14", "Cuisinier / Cuisinière", "", "G1602"),
        ("G1604", "5", "15", "Crêpier / Crêpière", "", "G1604"),
        ("K1304", "6", "16", "Auxiliaire de vie", "", "K1304"),
    ],
    "referentiel_appellation": [
        ("code_ogr", "libelle_appellation_long", "libelle_appellation_court", "code_rome"),
        ("11", "Développeur / Développeuse web", "", "M1855"),
        ("21", "Intégrateur / Intégratrice multimédia", "", "M1855"),
        ("22", "Garçon / Fille de salle", "", "G1602"),
        ("14", "Cuisinier / Cuisinière", "", "G1602"),
        ("23", "Maître crêpier / Maîtresse crêpière", "", "G1604"),
        ("99", "Métier d'une fiche absente", "", "Z9999"),
    ],
    "texte": [
        ("code_rome", "code_compo_bloc", "libelle_type_texte", "position_phrase", "libelle_texte"),
        ("G1602", "3", "definition", "2", "Veille à l''hygiène."),
        ("G1602", "3", "definition", "1", "Prépare des plats."),
        ("G1602", "4", "acces_metier", "1", "Accessible avec un CAP."),
    ],
    "rubrique_mobilite": [
        ("code_rome", "code_rome_cible", "numero_ordre"),
        ("M1855", "G1604", "4"),
        ("M1855", "K1304", "10"),
        ("M1855", "M1810", "1"),
        ("M1855", "G1602", "2"),
        ("M1855", "Z9999", "3"),
        ("M1855", "M1805", "3"),
    ],
    "referentiel_competence": [
        ("code_ogr", "nature", "libelle_competence", "code_ogr_macro_comp", "cat_comp"),
        ("300", "Macro-compétence", "Cuisiner des produits", "", "Savoir-faire"),
        ("301", "Compétence", "Cuire une viande", "300", "Savoir-faire"),
        ("302", "Compétence", "Cuire des crêpes", "300", "Savoir-faire"),
        ("303", "Compétence", "Coder une page", "", "Savoir-faire"),
        ("304", "Compétence", "Faire preuve de rigueur", "", "Savoir-être professionnel"),
    ],
    "referentiel_savoir": [
        ("code_ogr_savoir", "libelle_savoir", "categorie_savoir"),
        ("400", "Règles d'hygiène", "Normes et procédés"),
        ("401", "CAP cuisine", "Certifications et habilitations"),
    ],
    "liens_rome_referentiels": [
        ("code_rome", "code_compo_bloc", "code_rubrique", "code_ogr"),
        ("G1602", "5", "1", "301"),
        ("G1602", "5", "3", "400"),
        ("G1602", "5", "3", "401"),
        ("G1602", "5", "2", "304"),
        ("G1602", "6", "", "126450"),
        ("G1602", "2", "", "22"),
        ("G1604", "5", "1", "302"),
        ("G1604", "5", "3", "400"),
        ("M1855", "5", "1", "303"),
        ("M1855", "5", "1", "998"),
    ],
    "coherence_item": [
        ("code_rome", "code_ogr", "coeur_metier"),
        ("G1602", "301", "Principale"),
        ("G1602", "400", ""),
        ("G1604", "302", "Émergente"),
        ("M1855", "303", "Principale"),
        ("M1855", "126450", ""),
    ],
    "arborescence_competences": [
        ("code_ogr_macro_competence", "code_ogr_competence"),
        ("300", "301"),
    ],
}
REQUIRED = ("referentiel_code_rome", "referentiel_appellation")
OPTIONAL = tuple(sorted(ROME.keys() - set(REQUIRED)))
SKILL, OCCUPATION = "http://data.europa.eu/esco/skill/", "http://data.europa.eu/esco/occupation/"
ESCO = {
    "occupations_fr.csv": [
        (
            "conceptType",
            "conceptUri",
            "iscoGroup",
            "preferredLabel",
            "altLabels",
            "modifiedDate",
            "description",
        ),
        (
            "Occupation",
            OCCUPATION + "a1",
            "5120",
            "cuisinier/cuisinière",
            "cuisinier\ncuisinière\nchef de partie",
            "2024-01-02T03:04:05Z",
            "Prépare des plats.",
        ),
        ("Occupation", OCCUPATION + "a2", "5120", "crêpier/crêpière", "", "2023-05-06", ""),
        ("Occupation", OCCUPATION + "a3", "9412", "aide de cuisine", "", "2023-05-06", ""),
    ],
    "skills_fr.csv": [
        ("conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels"),
        (
            "KnowledgeSkillCompetence",
            SKILL + "s1",
            "skill/competence",
            "",
            "cuire des plats",
            "faire cuire\ncuire des plats",
        ),
        ("KnowledgeSkillCompetence", SKILL + "s2", "skill/competence", "", "cuire des crêpes", ""),
        ("KnowledgeSkillCompetence", SKILL + "s3", "knowledge", "", "hygiène des aliments", ""),
    ],
    "broaderRelationsSkillPillar_fr.csv": [
        ("conceptType", "conceptUri", "broaderType", "broaderUri"),
        ("KnowledgeSkillCompetence", SKILL + "s2", "KnowledgeSkillCompetence", SKILL + "s1"),
        ("KnowledgeSkillCompetence", SKILL + "s2", "SkillGroup", SKILL + "S1"),
        ("KnowledgeSkillCompetence", SKILL + "s3", "SkillGroup", SKILL + "S2"),
    ],
    "occupationSkillRelations_fr.csv": [
        ("occupationUri", "relationType", "skillType", "skillUri"),
        (OCCUPATION + "a1", "essential", "skill/competence", SKILL + "s1"),
        (OCCUPATION + "a1", "optional", "knowledge", SKILL + "s3"),
        (OCCUPATION + "a1", "optional", "knowledge", SKILL + "nowhere"),
    ],
    "skillGroups_fr.csv": [
        ("conceptType", "conceptUri", "preferredLabel", "altLabels"),
        ("SkillGroup", SKILL + "S1", "préparer à manger", ""),
    ],
}
THIN_SKILLS = [
    ("conceptUri", "preferredLabel", "altLabels"),
    (SKILL + "s1", "cuire des plats", "faire cuire|mijoter"),
    (SKILL + "s2", "cuire des crêpes", ""),
]


def as_csv(rows, delimiter=","):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue()


def rome_files(without=(), name="unix_{table}_v460_utf8.csv", encoding="utf-8", delimiter=","):
    """File name to bytes; `without` leaves tables out."""
    return {
        name.format(table=table): as_csv(rows, delimiter).encode(encoding)
        for table, rows in ROME.items()
        if table not in without
    }


def esco_files(without=()):
    return {name: as_csv(rows).encode() for name, rows in ESCO.items() if name not in without}


def zipped(path, files, within=""):
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(within + name, content)
    return path


def unpacked(folder, files, within=""):
    (folder / within).mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / within / name).write_bytes(content)
    return folder
