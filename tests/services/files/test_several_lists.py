"""Each prescriber sends a list of people, each firm one of offers; they stay beside each other."""

import pytest

from matching.domain.errors import FairError
from matching.intake.mapping import BESIDE, MappingAnswers
from matching.intake.opening import open_files
from matching.services.door.join_files import join_files
from matching.services.door.welcome import check_in
from matching.services.files.look_at_files import lists_of_fair
from matching.services.files.mending.mend import Mend, drop_list, mend
from matching.services.files.preview import preview_files
from matching.services.files.receive_files import FairFrame, receive_files
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.plan_view import plan_view
from matching.store import fairs
from matching.store.people import badges
from tests.fairs import morning_fair, shop_in

STANDS = "N°;Nom\n1;Mairie\n2;Garage Roy\n"
OFFERS = "N°;Exposant;Intitulé\n1;Mairie;Agent d'accueil\n2;Garage Roy;Mécanicien auto\n"
CITY = "N°;Prénom;Nom;Ce que je cherche\n1;Ana;Roux;vendeuse\n2;Bao;Lim;cuisinier\n"
MISSION = "N°;Prénom;Nom;Ce que je cherche\n1;Cléo;Fabre;serveuse\n2;Dov;Katz;livreur\n"


@pytest.fixture
def town(tmp_path):
    """A fair made of three files; its id and its shop."""
    shop = shop_in(tmp_path)
    fair = morning_fair()
    frame = FairFrame(fair.title, fair.date, "", fair.opens, fair.closes)
    receipt = receive_files(
        shop, files(ville=CITY) | files(stands=STANDS, offres=OFFERS), frame=frame
    )
    yield shop, receipt.fair
    shop.store.close()


def files(**texts):
    return {f"{name}.csv": text.encode() for name, text in texts.items()}


def entries(shop, fair):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, fair)


def people(shop, fair):
    return {one.id: one.full_name for one in entries(shop, fair).jobseekers.values()}


def code_of(shop, fair, person):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, fair)[person]


def receive(town, sent, **said):
    shop, fair = town
    frame = entries(shop, fair).fair
    return receive_files(shop, sent, frame=frame, said=MappingAnswers(lists=said))


def test_a_list_beside_others_adds_its_people_and_keeps_numbers_apart(town):
    receive(town, files(mission=MISSION), **{"mission.csv": BESIDE})
    assert people(*town) == {
        "1": "Ana Roux",
        "2": "Bao Lim",
        "2-1": "Cléo Fabre",
        "2-2": "Dov Katz",
    }
    assert sorted(entries(*town).call_numbers.values()) == [1, 2, 3, 4]


def test_a_list_that_comes_again_takes_its_own_place(town):
    receive(town, files(mission=MISSION), **{"mission.csv": BESIDE})
    receive(town, files(mission=MISSION.replace("livreur", "chauffeur") + "3;Eva;Sy;caissière\n"))
    assert set(people(*town)) == {"1", "2", "2-1", "2-2", "2-3"}
    assert entries(*town).jobseekers["2-2"].wishes == ("chauffeur",)
    receive(town, files(ville=CITY.replace("2;Bao;Lim;cuisinier\n", "")))
    assert set(people(*town)) == {"1", "2-1", "2-2", "2-3"}


def test_a_list_of_another_name_says_which_of_several_it_replaces(town):
    receive(town, files(mission=MISSION), **{"mission.csv": BESIDE})
    with pytest.raises(FairError) as refused:
        receive(town, files(inscrits=CITY))
    assert (refused.value.code, refused.value.params["files"]) == (
        "list_unsaid",
        "ville.csv, mission.csv",
    )
    with pytest.raises(FairError) as unknown:
        receive(town, files(inscrits=CITY), **{"inscrits.csv": "autre.csv"})
    assert unknown.value.code == "list_unknown"
    receive(town, files(inscrits="N°;Prénom\n1;Cléo\n"), **{"inscrits.csv": "mission.csv"})
    assert set(people(*town).values()) == {"Ana Roux", "Bao Lim", "Cléo"}
    assert "2-1" not in people(*town)  # the number that somebody else had


def test_two_lists_of_one_name_stay_apart(town):
    receive(town, files(ville=MISSION), **{"ville.csv": BESIDE})
    assert len(people(*town)) == 4
    assert [one.file for one in lists_of_fair(*town) if one.kind == "jobseekers"] == [
        "ville.csv",
        "ville.csv (2)",
    ]


def test_two_lists_that_somebody_calls_people_are_both_read(tmp_path):
    shop, fair = shop_in(tmp_path), morning_fair()
    frame = FairFrame(fair.title, fair.date, "", fair.opens, fair.closes)
    said = MappingAnswers(kinds={"ville.csv": "jobseekers", "mission.csv": "jobseekers"})
    sent = files(ville=CITY, mission=MISSION, stands=STANDS, offres=OFFERS)
    assert receive_files(shop, sent, frame=frame, said=said).jobseekers == 4
    shop.store.close()


def test_who_is_in_two_lists_is_one_person_and_said(town):
    same = "Prénom;Nom;Téléphone\nFay;Moss;06 39 98 00 01\n"
    receive(town, files(asso=same), **{"asso.csv": BESIDE})
    receipt = receive(town, files(club=same), **{"club.csv": BESIDE})
    assert [(one.code, one.params["first_line"]) for one in receipt.flaws if one.lost] == [
        ("duplicate_person", "2 (asso.csv)")
    ]
    assert receipt.jobseekers == 3


def test_a_new_column_that_cannot_be_read_is_said_although_nobody_changes(town):
    receipt = receive(
        town,
        files(
            ville="N°;Prénom;Nom;Ce que je cherche;Départ\n"
            "1;Ana;Roux;vendeuse;tard\n2;Bao;Lim;cuisinier;\n"
        ),
    )
    assert not receipt.changed
    assert [(one.line, one.column) for one in receipt.flaws if one.value == "tard"] == [
        (2, "Départ")
    ]


def test_offers_of_a_further_list_name_their_stand_and_an_unsure_number_is_asked(town):
    receive(
        town,
        files(plus="N°;Nom\n1;Boulangerie Sy\n"),
        **{"plus.csv": BESIDE},
    )
    more = "N°;Exposant;Intitulé\n1;Boulangerie Sy;Vendeuse\n2;1;Boulanger\n3;2;Carrossier\n"
    receipt = receive(town, files(offres2=more), **{"offres2.csv": BESIDE})
    offers = entries(*town).offers
    assert {key: one.exhibitor for key, one in offers.items()} == {
        "1": "1",
        "2": "2",
        "2-1": "2-1",
        "2-3": "2",
    }
    assert [(one.line, one.code) for one in receipt.flaws if one.lost] == [(3, "exhibitor_unknown")]


def test_a_cell_of_a_further_list_is_mended_in_its_own_file(town):
    sent = files(mission="Prénom;Nom;Départ\nCléo;Fabre;tard\n")
    receipt = receive(town, sent, **{"mission.csv": BESIDE})
    (flaw,) = (one for one in receipt.flaws if one.column == "Départ")
    mend(*town, [Mend(flaw.file, flaw.line, flaw.column, "11h30")])
    (cleo,) = (one for one in entries(*town).jobseekers.values() if one.first_name == "Cléo")
    assert (f"{cleo.leaves:%H:%M}", len(people(*town))) == ("11:30", 3)


def test_a_list_is_taken_out_and_the_others_stay(town):
    receive(town, files(mission=MISSION), **{"mission.csv": BESIDE})
    check_in(town[0], town[1], code_of(*town, "2"), nonce="n")
    dropped = drop_list(*town, kind="jobseekers", file="ville.csv")
    assert (dropped.gone, dropped.staying) == (("Ana Roux",), ("Bao Lim",))
    assert people(*town) == {"2": "Bao Lim", "2-1": "Cléo Fabre", "2-2": "Dov Katz"}
    with pytest.raises(FairError) as last:
        drop_list(*town, kind="jobseekers", file="mission.csv")
    assert last.value.code == "table_missing"


@pytest.mark.parametrize("is_told", [False, True])
def test_a_plan_keeps_who_goes_with_a_list_only_where_people_were_told_it(town, is_told):
    shop, fair = town
    receive(town, files(mission=MISSION), **{"mission.csv": BESIDE})
    draw_plan(shop, fair)
    if is_told:
        announce(shop, fair)
    dropped = drop_list(shop, fair, kind="jobseekers", file="mission.csv")
    assert dropped.staying == (("Cléo Fabre", "Dov Katz") if is_told else ())
    assert len(people(shop, fair)) == (4 if is_told else 2)
    assert dropped.receipt.drafts == (0 if is_told else 1)
    assert (plan_view(shop, fair) is None) == (not is_told)


def test_a_draft_since_the_announced_plan_goes_and_what_was_told_stays(town):
    shop, fair = town
    draw_plan(shop, fair)
    announce(shop, fair)
    receive(town, files(mission=MISSION), **{"mission.csv": BESIDE})
    draw_plan(shop, fair)
    assert plan_view(shop, fair).number == 2
    sent = files(mission=MISSION.replace("2;Dov", "3;Eva"))
    preview = preview_files(shop, sent, fair=entries(shop, fair).fair)
    assert ([one.name for one in preview.gone], preview.drafts_go) == (["Dov Katz"], True)
    dropped = drop_list(shop, fair, kind="jobseekers", file="mission.csv")
    assert (dropped.staying, dropped.receipt.drafts) == ((), 1)
    view = plan_view(shop, fair)
    assert (view.number, view.is_announced, set(people(shop, fair))) == (1, True, {"1", "2"})


def test_a_draft_stays_where_nobody_goes_whom_it_names(town):
    shop, fair = town
    draw_plan(shop, fair)
    receipt = receive(town, files(ville=CITY.replace("cuisinier", "boulanger")))
    assert (receipt.changed, receipt.drafts) == (True, 0)
    assert plan_view(shop, fair).number == 1


def test_a_preview_tells_a_list_beside_from_one_in_its_place(town):
    shop, fair = town
    frame = entries(shop, fair).fair
    beside = MappingAnswers(lists={"mission.csv": BESIDE})
    added = preview_files(shop, files(mission=MISSION), fair=frame, said=beside)
    assert (len(added.new), len(added.gone)) == (2, 0)
    instead = MappingAnswers(lists={"mission.csv": "ville.csv"})
    replaced = preview_files(shop, files(mission=MISSION), fair=frame, said=instead)
    assert len(replaced.new) + len(replaced.changed) == 2


def test_a_preview_compares_two_files_of_one_person_each_with_its_own(town):
    shop, fair = town
    receive(town, files(mission=MISSION), **{"mission.csv": BESIDE})
    join_files(shop, fair, kept="1", other="2-1")
    again = preview_files(shop, files(mission=MISSION), fair=entries(shop, fair).fair)
    assert (again.new, again.changed, again.gone) == ((), (), ())


def test_a_preview_says_how_many_rows_will_not_be_taken(town):
    shop, fair = town
    same = "Prénom;Nom;Téléphone\nFay;Moss;06 39 98 00 01\n"
    receive(town, files(asso=same), **{"asso.csv": BESIDE})
    said = MappingAnswers(lists={"club.csv": BESIDE})
    again = preview_files(shop, files(club=same), fair=entries(shop, fair).fair, said=said)
    assert (again.new, again.refused) == ((), 1)


def test_lists_of_one_kind_are_all_named_whichever_way_they_were_known(tmp_path):
    sent = files(jobseekers=CITY, mission=MISSION, exhibitors=STANDS, offers=OFFERS)
    assert open_files(sent, kinds={}).rivals == ("jobseekers.csv", "mission.csv")


def test_a_fair_grows_list_by_list_and_offers_wait_for_stands(tmp_path):
    shop, frame = shop_in(tmp_path), morning_fair()
    first = receive_files(shop, files(ville=CITY), frame=frame)
    assert (first.jobseekers, first.exhibitors, first.offers) == (2, 0, 0)
    with pytest.raises(FairError, match="table_missing"):
        receive_files(shop, files(offres=OFFERS), frame=frame)
    second = receive_files(shop, files(stands=STANDS), frame=frame)
    assert (second.jobseekers, second.exhibitors) == (2, 2)
    third = receive_files(shop, files(offres=OFFERS), frame=frame)
    assert (third.jobseekers, third.exhibitors, third.offers) == (2, 2, 2)
    shop.store.close()


def test_a_list_counts_the_people_it_has_and_no_total(town):
    shop, fair = town
    lists = {one.file: one.rows for one in lists_of_fair(shop, fair)}
    assert lists == {"ville.csv": 2, "stands.csv": 2, "offres.csv": 2}
    again = files(ville=CITY + "TOTAL;;;2\n")
    receive(town, again)
    assert {one.file: one.rows for one in lists_of_fair(shop, fair)} == lists
