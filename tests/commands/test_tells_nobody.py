"""Nothing that others may read by the way tells of a person: a day is played with marked people."""

import logging
import subprocess
import traceback
import warnings
from dataclasses import fields

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from starlette.applications import Starlette
from starlette.testclient import TestClient

from badges import qr
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.services.evening.report_files import KINDS
from matching.services.rights.forget import forget
from matching.store import fairs, schema
from matching.web.openapi import document
from matching.web.routes import guards, routes
from tests.commands.test_command import MOSSON, answer, runner_on
from tests.fairs import shop_in

MARKS = ("zebulonette", "quintessart", "0699887766", "06 99 88 77 66", "marque.example", "trompe")
INPUT = """Zebulonette
last_name=Quintessart
phone=06 99 88 77 66
email=zebulonette@marque.example
wishes=joueuse de trompe
"""


def marks_in(*texts):
    told = "\n".join(map(str, texts)).casefold()
    return [mark for mark in MARKS if mark in told]


@pytest.fixture
def drawn_codes(monkeypatch):
    """Every text that becomes a QR code."""
    texts, draw = [], qr._modules

    def listening(text):
        texts.append(text)
        return draw(text)

    monkeypatch.setattr(qr, "_modules", listening)
    return texts


@pytest.fixture
def begun(monkeypatch):
    """The words of every process that is started."""
    words, begin = [], subprocess.Popen.__init__

    def listening(process, args, *others, **named):
        words.append(args)
        begin(process, args, *others, **named)

    monkeypatch.setattr(subprocess.Popen, "__init__", listening)
    return words


@pytest.fixture
def day(tmp_path, example, caplog):
    """The announced example with one marked person, everything logged that can be."""
    caplog.set_level(logging.DEBUG)
    (tmp_path / "fair.db").write_bytes(example.announced)
    return runner_on(tmp_path / "fair.db")


@pytest.mark.slow
def test_a_day_leaves_no_name_in_logs_codes_file_names_or_processes(
    day, tmp_path, caplog, drawn_codes, begun
):
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        came = answer(day("walk-in", MOSSON, "--first-name", "-", "--json", given=INPUT))
        person = came["person"]
        out = tmp_path / "out"
        day(
            "sheets",
            MOSSON,
            "--out",
            str(out / "sheets"),
            "--only",
            "schedules",
            "--only",
            "badges",
        )
        day("export", MOSSON, "--out", str(out / "export"))
        for kind in KINDS:
            day("report", MOSSON, "--out", str(out / f"bilan.{kind}"))
        day("person-file", MOSSON, "--person", person, "--out", str(out / "dossier.pdf"))
        day("backup", str(out / "soir.parvis"))
        day("plan", MOSSON, "--seconds", "5")
        day("forget", MOSSON, "--person", person)
    names = [path.relative_to(tmp_path) for path in tmp_path.rglob("*")]
    assert len(names) > 5
    assert marks_in(*names) == []
    assert marks_in(*caplog.messages, *(warning.message for warning in warned)) == []
    assert marks_in(*drawn_codes) == []
    assert marks_in(*begun) == []


def enter_twice(shop, row):
    with shop.store.writing() as writer:
        writer.execute(insert(schema.jobseekers).values(row))


def test_what_is_refused_names_nobody(day, tmp_path, caplog):
    came = answer(day("walk-in", MOSSON, "--first-name", "-", "--json", given=INPUT))
    person = came["person"]
    shop = shop_in(tmp_path)
    with shop.store.reading() as reader:
        known = fairs.known_jobseekers(reader, MOSSON)[person]
    refused = []
    row = {
        "fair": MOSSON, "id": person, "call_number": 1, "walk_in": 0, "withdrawn": 0,
        "document": {field.name: str(getattr(known, field.name)) for field in fields(known)},
    }  # fmt: skip
    for act in (
        lambda: enter_twice(shop, row),
        lambda: forget(shop, MOSSON, "nobody"),
        lambda: Jobseeker("x", "Zebulonette", "Quintessart", radius_km=-1),
    ):
        with pytest.raises((IntegrityError, FairError, ValueError)) as told:
            act()
        refused.append("".join(traceback.format_exception(told.value)))
    shop.store.close()
    source = 'Jobseeker("x", "Zebulonette", "Quintessart", radius_km=-1)'
    assert marks_in(*(text.replace(source, "") for text in refused)) == []
    assert marks_in(repr(known), repr({person: known}), *caplog.messages) == []


def test_no_address_of_ours_asks_for_anything_of_a_person():
    asked = {
        parameter["name"]
        for path in document()["paths"].values()
        for act in path.values()
        if isinstance(act, dict)
        for parameter in act.get("parameters", ())
    }
    assert asked <= {"fair", "since", "language", "lang"}


def test_routes_answer_without_a_name_in_an_address_or_a_log(day, tmp_path, caplog):
    answer(day("walk-in", MOSSON, "--first-name", "-", "--json", given=INPUT))
    shop = shop_in(tmp_path)
    app = Starlette(routes=routes(lambda: shop), middleware=guards(lambda: shop))
    with TestClient(app) as client:
        for path in ("/api/health", "/mine", "/scan", "/enter"):
            found = client.get(path, params={"q": ""}, follow_redirects=False)
            assert marks_in(found.url, found.headers, found.headers.get("location", "")) == []
            assert marks_in(found.text) == []
    shop.store.close()
    assert marks_in(*caplog.messages) == []
