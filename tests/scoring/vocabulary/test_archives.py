import struct
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.errors import Invalid
from matching.phrases import say
from matching.scoring.vocabulary.archives import OfficialList, read_archive
from tests.examples import examples
from tests.scoring.official_archives import (
    REQUIRED,
    THIN_SKILLS,
    as_csv,
    esco_files,
    rome_files,
    unpacked,
    zipped,
)

CODES = "unix_referentiel_code_rome_v460_utf8.csv"


def refusal(path):
    with pytest.raises(Invalid) as refused:
        read_archive(path)
    for language in ("fr", "en"):
        assert say(f"error.{refused.value.code}", language, **refused.value.params)
    return refused.value


def changed(tmp_path, **contents):
    """The archive with the sheet table written anew."""
    return zipped(tmp_path / "rome.zip", rome_files() | {CODES: contents["codes"]})


@pytest.mark.parametrize("table", REQUIRED)
@pytest.mark.parametrize("pack", [zipped, unpacked])
def test_a_missing_required_file_is_named(tmp_path, table, pack):
    refused = refusal(pack(tmp_path / "rome", rome_files(without=[table])))
    assert refused.code == "invalid_archive_lacks"
    assert refused.params == {"field": "rome", "value": f"unix_{table}_v460_utf8.csv"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "invalid_archive_empty"),
        (b" \r\n\r\n", "invalid_archive_empty"),
        (b"code_rome,libelle_rome\r\n", "invalid_archive_empty"),
        (b"code_rome,libelle_rome\r\n,Web\r\nM1855, \r\n", "invalid_archive_empty"),
        (b"code,libelle\r\nM1855,Web\r\n", "invalid_archive_columns"),
        (b"code_rome,libelle_rome\r\nM1855\r\n", "invalid_archive_row"),
        (b"code_rome,libelle_rome\r\nM1855,Dev,web\r\n", "invalid_archive_row"),
        (b'code_rome,libelle_rome\r\nM1855,"' + b"x" * 200_000, "invalid_archive_row"),
        (b"\x00\x01\x02\xff\xfe", "invalid_archive_columns"),
        ("code_rome,libelle_rome\nM1855,Web".encode("utf-16"), "invalid_archive_columns"),
    ],
)
def test_a_malformed_table_is_refused_by_its_name(tmp_path, content, code):
    refused = refusal(changed(tmp_path, codes=content))
    assert (refused.code, refused.field) == (code, CODES)


def test_a_missing_column_is_named(tmp_path):
    refused = refusal(changed(tmp_path, codes=b"code_rome,nom\nM1855,Web\n"))
    assert refused.params["value"] == "libelle_rome"


def test_the_line_of_a_short_row_is_named(tmp_path):
    content = b"code_rome,libelle_rome\nM1855,Web\n\nM1805\n"
    assert refusal(changed(tmp_path, codes=content)).params["line"] == 4


def test_a_path_that_is_not_there_is_refused(tmp_path):
    assert refusal(tmp_path / "nowhere.zip").code == "invalid_archive_absent"


def test_a_file_that_is_no_archive_is_refused(tmp_path):
    file = tmp_path / "rome.zip"
    file.write_bytes(b"not a zip at all")
    assert refusal(file).code == "invalid_archive_broken"


@pytest.mark.parametrize("files", [{}, {"photo.csv": b"name,size\nsea,3\n"}, {"read.txt": b"hi"}])
def test_an_archive_of_something_else_is_refused(tmp_path, files):
    assert refusal(zipped(tmp_path / "other.zip", files)).code == "invalid_archive_unknown"
    assert refusal(unpacked(tmp_path / "other", files)).code == "invalid_archive_unknown"


def test_esco_in_another_language_is_refused(tmp_path):
    path = zipped(tmp_path / "esco.zip", {"skills_en.csv": as_csv(THIN_SKILLS).encode()})
    assert refusal(path).code == "invalid_archive_language"


def test_esco_without_any_concept_is_refused(tmp_path):
    rows = [THIN_SKILLS[0], ("http://example.org/1", "chose", "")]
    path = zipped(tmp_path / "esco.zip", {"skills_fr.csv": as_csv(rows).encode()})
    assert refusal(path).code == "invalid_archive_lacks"


def test_an_esco_table_without_its_columns_is_refused(tmp_path):
    files = esco_files() | {"occupations_fr.csv": b"uri,label\nx,y\n"}
    refused = refusal(zipped(tmp_path / "esco.zip", files))
    assert (refused.code, refused.field) == ("invalid_archive_columns", "occupations_fr.csv")


@pytest.mark.parametrize("name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "..\\e.csv"])
def test_paths_that_leave_the_archive_are_refused(tmp_path, name):
    path = zipped(tmp_path / "rome.zip", rome_files() | {name: b"x"})
    assert refusal(path).code == "invalid_archive_path"
    assert [found.name for found in tmp_path.iterdir()] == ["rome.zip"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr(CODES, b"0" * 45_000_000)
    assert refusal(path).code == "invalid_archive_bomb"


def test_too_many_files_are_refused(tmp_path):
    files = {f"{number}.csv": b"" for number in range(2_001)}
    assert refusal(zipped(tmp_path / "many.zip", files)).code == "invalid_archive_bomb"


def test_a_size_that_lies_does_not_let_a_bomb_through(tmp_path):
    path = zipped(tmp_path / "rome.zip", rome_files() | {CODES: b"0" * 1_000_000})
    packed = path.read_bytes().replace(struct.pack("<L", 1_000_000), struct.pack("<L", 10))
    path.write_bytes(packed)
    assert refusal(path).code == "invalid_archive_broken"


def test_an_archive_that_asks_for_a_password_is_refused(tmp_path):
    path = zipped(tmp_path / "rome.zip", rome_files())
    packed = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = packed.find(mark)
        while start >= 0:
            packed[start + place] |= 1
            start = packed.find(mark, start + 4)
    path.write_bytes(packed)
    assert refusal(path).code == "invalid_archive_broken"


def test_an_archive_cut_short_is_refused(tmp_path):
    path = zipped(tmp_path / "rome.zip", rome_files())
    path.write_bytes(path.read_bytes()[:-200])
    assert refusal(path).code == "invalid_archive_broken"


def refused_or_read(content, name):
    with TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(content)
        try:
            return isinstance(read_archive(file), OfficialList)
        except Invalid as refused:
            return refused.code.startswith("invalid_archive_")


@examples(150)
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.zip", "a.csv", "skills_fr.csv"]))
def test_no_bytes_end_in_a_traceback(content, name):
    assert refused_or_read(content, name)


@examples(150)
@given(data=st.data())
def test_no_damage_to_an_archive_ends_in_a_traceback(data):
    with TemporaryDirectory() as folder:
        packed = bytearray(zipped(Path(folder) / "rome.zip", rome_files()).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        packed[data.draw(st.integers(0, len(packed) - 1))] = data.draw(st.integers(0, 255))
    assert refused_or_read(bytes(packed), "rome.zip")


@examples(100)
@given(content=st.binary(max_size=200), after=st.booleans())
def test_no_table_ends_in_a_traceback(content, after):
    head = b"code_rome,libelle_rome\n" if after else b""
    with TemporaryDirectory() as folder:
        path = zipped(Path(folder) / "rome.zip", rome_files() | {CODES: head + content})
        assert refused_or_read(path.read_bytes(), "again.zip")


@pytest.mark.parametrize("files", [rome_files(), esco_files()])
def test_what_is_kept_is_read_back_to_the_same(tmp_path, files):
    found = read_archive(zipped(tmp_path / "list.zip", files))
    kept = found.to_bytes()
    assert OfficialList.from_bytes(kept) == found
    assert OfficialList.from_bytes(kept).to_bytes() == kept


def kept_list(tmp_path):
    return read_archive(zipped(tmp_path / "list.zip", rome_files())).to_bytes()


def test_a_kept_list_that_was_changed_is_refused(tmp_path):
    changed = zlib.decompress(kept_list(tmp_path)).replace(b"Cuisinier", b"Plombiers")
    with pytest.raises(Invalid) as refused:
        OfficialList.from_bytes(zlib.compress(changed))
    assert refused.value.code == "invalid_archive_kept"


def test_a_kept_list_of_an_unknown_source_is_refused(tmp_path):
    changed = zlib.decompress(kept_list(tmp_path)).replace(b'"rome"', b'"onet"', 1)
    with pytest.raises(Invalid):
        OfficialList.from_bytes(zlib.compress(changed))


@examples(100)
@given(content=st.binary(max_size=100), packed=st.booleans())
def test_no_kept_bytes_end_in_a_traceback(content, packed):
    with pytest.raises(Invalid):
        OfficialList.from_bytes(zlib.compress(content) if packed else content)
