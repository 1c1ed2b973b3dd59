from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.edit import EditAct, EditKind
from matching.domain.errors import FairError, Invalid
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.intake.fair_file import read_fair, write_fair
from matching.intake.folding import tidy
from matching.phrases import say
from matching.services.files.receive_files import receive_files
from matching.services.plan.draw_plan import draw_plan
from matching.services.prepare.make_fair import (
    DEFAULTS,
    FORM_FIELDS,
    FairRefused,
    change_fair,
    fair_file,
    is_to_draw_again,
    make_fair,
    read_typed,
    typed_of,
)
from matching.services.shop.refusals import sentences_of
from matching.store import fairs
from matching.store.day import plans
from matching.store.edits import read_edits
from tests.examples import examples
from tests.fairs import morning_fair

MOSSON = "mosson-2023"
TYPED = {
    "title": "Forum de la Mosson",
    "place": "Halle",
    "organiser": "La Cité",
    "date": "12/03/2027",
}
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


def fair_or_refusals(typed):
    try:
        return read_typed(typed), []
    except FairError as refused:
        return None, [one.field for one in refused.refusals]


@st.composite
def fairs_made(draw):
    """Any fair that Parvis lets in, its texts as readers keep them."""
    ends = sorted(set(draw(st.lists(CLOCKS, min_size=2, max_size=8, unique=True))))
    within = ends[1:-1]
    breaks = tuple(zip(within[::2], within[1::2], strict=False))
    most = draw(st.integers(1, 100))
    zones = draw(st.lists(st.text(min_size=1).map(tidy).filter(bool), min_size=2, max_size=2,
                          unique=True))  # fmt: skip
    fair = Fair(
        id=draw(st.from_regex(r"[a-z0-9][a-z0-9-]{1,62}[a-z0-9]", fullmatch=True)),
        title=draw(st.text(min_size=1).map(tidy).filter(bool)),
        date=draw(st.dates()),
        opens=ends[0],
        closes=ends[-1],
        place=tidy(draw(st.text())),
        timezone=draw(st.sampled_from(("Europe/Paris", "Indian/Reunion", "UTC"))),
        slot_minutes=draw(st.integers(5, 240)),
        breaks=breaks,
        gap_slots=draw(st.integers(0, 20)),
        most_meetings=most,
        least_meetings=draw(st.integers(0, most)),
        rooms=draw(st.integers(0, 100_000)),
        walks=((*zones, draw(st.integers(0, 120))),) if draw(st.booleans()) else (),
    )
    try:
        SlotGrid.of(fair)
    except (Invalid, OverflowError):
        return replace(fair, slot_minutes=5, opens=time(9), closes=time(17), breaks=(),
                       date=date(2027, 3, 12))  # fmt: skip
    return fair


@examples(200)
@given(fairs_made())
def test_fair_written_as_a_file_reads_back_equal(fair):
    assert read_fair(write_fair(fair)) == fair


@examples(200)
@given(fairs_made())
def test_form_shows_a_fair_that_it_reads_back(fair):
    if 1900 <= fair.date.year <= 2100 and fair.place:
        again = read_typed(typed_of(fair), zone=fair.timezone)
        assert replace(again, id=fair.id, walks=fair.walks) == fair


def test_fair_is_made_with_title_and_day_alone(shop):
    fair = make_fair(shop, TYPED, station="Portable")
    assert (fair.id, fair.place) == ("forum-de-la-mosson-2027-03-12", "Halle")
    assert typed_of(fair) == {**TYPED, **DEFAULTS, "breaks": ""}
    with shop.store.reading() as reader:
        assert fairs.read_fair(reader, fair.id) == fair
        (line,) = read_edits(reader, fair.id)
    assert (line.kind, line.act, line.station) == (EditKind.FAIR, EditAct.ADD, "Portable")


def test_all_refusals_are_said_at_once(shop):
    wrong = {"date": "demain", "opens": "18h", "closes": "9h", "slot_minutes": "2", "rooms": "x",
             "breaks": "midi"}  # fmt: skip
    with pytest.raises(FairError) as refused:
        make_fair(shop, wrong)
    assert [one.field for one in refused.value.refusals] == [
        *("title", "date", "closes", "slot_minutes", "breaks", "rooms")
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_wrong_in_the_form_of_a_fair_is_named_as_the_form_labels_it(language):
    for name in FORM_FIELDS:
        said = sentences_of(FairRefused([Invalid(name, "empty")]), language)
        label = say(f"fair.{name}", language).partition(" (")[0]
        assert say("error.invalid_empty", language, field=label) in said


@examples(300)
@given(st.fixed_dictionaries({name: st.text(max_size=12) for name in FORM_FIELDS}))
def test_whatever_is_typed_is_a_fair_or_refused_once_for_each_field(typed):
    fair, refused = fair_or_refusals(typed)
    assert bool(refused) != (fair is not None and len(SlotGrid.of(fair)) > 0)
    assert len(set(refused)) == len(refused)


def test_same_fair_is_not_made_twice(shop):
    make_fair(shop, TYPED)
    with pytest.raises(FairError, match="fair_exists"):
        make_fair(shop, TYPED)


def test_fair_is_changed_and_keeps_what_the_form_does_not_ask(shop):
    with shop.store.writing() as writer:
        walks = (("A", "B", 5),)
        made = morning_fair(walks=walks, timezone="Indian/Reunion")
        fairs.write_fair(writer, made, digest="d", at=shop.clock())
    changed = change_fair(shop, made.id, {**typed_of(made), "slot_minutes": "20"})
    assert changed == replace(made, slot_minutes=20)
    with shop.store.reading() as reader:
        assert fairs.read_fair(reader, made.id) == changed
        assert fairs.digest_of(reader, made.id) == "d"


def test_hours_change_while_nobody_was_told_the_plan_which_is_drawn_again(drawn):
    with drawn.store.reading() as reader:
        typed = typed_of(fairs.read_fair(reader, MOSSON))
    earlier = {**typed, "closes": "16:00"}
    assert is_to_draw_again(drawn, MOSSON, earlier)
    assert change_fair(drawn, MOSSON, earlier).closes == time(16)
    assert not is_to_draw_again(drawn, MOSSON, {**earlier, "opens": "10:00"})
    with drawn.store.reading() as reader:
        assert plans.last_number(reader, MOSSON) == 0


def test_day_and_length_of_slots_that_people_were_told_stay_and_the_promise_may_change(planned):
    with planned.store.reading() as reader:
        typed = typed_of(fairs.read_fair(reader, MOSSON))
    for other in ({"date": "01/07/2023"}, {"slot_minutes": "20"}):
        with pytest.raises(FairError, match="fair_day_told"):
            change_fair(planned, MOSSON, {**typed, **other})
    assert change_fair(planned, MOSSON, {**typed, "least_meetings": "1"}).least_meetings == 1


@pytest.mark.slow
def test_files_alone_fill_a_fair_that_was_made_in_the_app(shop, tmp_path):
    from matching.services.files.examples import example_folder

    fair = make_fair(shop, TYPED)
    tables = {path.name: path.read_bytes() for path in example_folder("mosson").glob("*.csv")}
    receipt = receive_files(shop, tables, frame=fair)
    assert (receipt.fair, receipt.jobseekers, receipt.exhibitors) == (fair.id, 30, 22)
    assert read_fair(fair_file(shop, fair.id)) == fair
    assert draw_plan(shop, fair.id, seconds=5).version.meetings
