import pytest

from matching.scoring.vocabulary.archives import Occupation, OfficialSkill, read_archive
from tests.scoring.official_archives import (
    OCCUPATION,
    SKILL,
    THIN_SKILLS,
    as_csv,
    esco_files,
    unpacked,
    zipped,
)


def esco(tmp_path, files=None):
    return read_archive(zipped(tmp_path / "esco.zip", files or esco_files()))


def test_occupations_have_their_names_groups_and_skills(tmp_path):
    found = esco(tmp_path)
    assert found.source == "esco"
    assert found.occupations[0] == Occupation(
        code=OCCUPATION + "a1",
        label="cuisinier/cuisinière",
        labels=("cuisinier", "cuisinière", "chef de partie"),
        text="Prépare des plats.",
        parent="5120",
        core=(SKILL + "s1",),
        skills=(SKILL + "s3",),
    )


def test_skills_have_their_names_and_nearest_wider_skill(tmp_path):
    first, second, third = esco(tmp_path).skills
    assert first == OfficialSkill(
        SKILL + "s1", "cuire des plats", labels=("faire cuire",), kind="know_how"
    )
    assert second.parent == first.code
    assert (third.parent, third.kind) == (SKILL + "S2", "knowledge")


def test_groups_are_no_skills(tmp_path):
    assert len(esco(tmp_path).skills) == 3


@pytest.mark.parametrize("pack", [zipped, unpacked])
@pytest.mark.parametrize("within", ["", "ESCO dataset - classification - fr - csv/"])
def test_packing_changes_nothing(tmp_path, pack, within):
    assert read_archive(pack(tmp_path / "again", esco_files(), within)) == esco(tmp_path)


def test_a_thin_copy_in_one_file_is_enough(tmp_path):
    file = tmp_path / "skills_fr.csv"
    file.write_text(as_csv(THIN_SKILLS))
    found = read_archive(file)
    assert [skill.labels for skill in found.skills] == [("faire cuire", "mijoter"), ()]
    assert found.missing == (
        "occupations_fr.csv",
        "broaderRelationsSkillPillar_fr.csv",
        "occupationSkillRelations_fr.csv",
    )


def test_any_name_will_do_for_a_thin_copy(tmp_path):
    file = tmp_path / "liste.csv"
    file.write_text(as_csv(THIN_SKILLS, ";"), encoding="iso8859-15")
    assert len(read_archive(file).skills) == 2


def test_the_version_comes_from_the_name_of_the_archive(tmp_path):
    path = zipped(tmp_path / "ESCO dataset - v1.2.1 - fr - csv.zip", esco_files())
    found = read_archive(path)
    assert found.version == "1.2.1"
    assert found.attribution == "Commission européenne, ESCO version 1.2.1, CC BY 4.0"


def test_the_version_is_else_the_day_of_the_last_change(tmp_path):
    assert esco(tmp_path).version == "2024-01-02"


def test_the_version_is_else_the_content(tmp_path):
    found = esco(tmp_path, {"skills_fr.csv": as_csv(THIN_SKILLS).encode()})
    assert found.version == found.digest[:8]


def test_french_is_read_beside_other_languages(tmp_path):
    english = {"skills_en.csv": as_csv(THIN_SKILLS).replace("cuire des plats", "cook").encode()}
    assert esco(tmp_path, esco_files() | english) == esco(tmp_path)


def test_a_collection_does_not_rename_a_skill(tmp_path):
    rows = [THIN_SKILLS[0], (SKILL + "s1", "autre nom", "")]
    files = esco_files() | {"aaaCollection_fr.csv": as_csv(rows).encode()}
    assert esco(tmp_path, files) == esco(tmp_path)
