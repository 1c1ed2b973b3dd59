import pytest

from matching.domain.terms import OfferKind

from .sheets import codes, received

EXHIBITORS = "id;name;kind\ncaf;CAF;soutien\ncfa;CFA;école\n"


def read(offer):
    return received(
        exhibitors=EXHIBITORS, offers=f"id;exhibitor;kind;title;themes;skills_taught\n{offer}\n"
    )


@pytest.mark.parametrize(
    ("offer", "kind"),
    [
        ("o1;caf;atelier;Point CAF : vos droits;;", OfferKind.SUPPORT),
        ("o1;caf;formation;Conseil pour les parents;;", OfferKind.SUPPORT),
        ("o1;cfa;atelier;Aide au logement;logement-hebergement--louer-un-logement;", "support"),
        ("o1;caf;atelier;Atelier CV;;", OfferKind.WORKSHOP),
        ("o1;caf;formation;Cours de français;;", OfferKind.TRAINING),
        ("o1;caf;formation;Français professionnel;;français professionnel", OfferKind.TRAINING),
        ("o1;cfa;atelier;Impression 3D;;", OfferKind.WORKSHOP),
        ("o1;caf;emploi;Conseillère;;", OfferKind.JOB),
        ("o1;caf;atelier;Mon espace CAF, en groupe;;", OfferKind.WORKSHOP),
        ("o1;caf;atelier;Mon espace CAF (groupe de 6);;", OfferKind.WORKSHOP),
    ],
)
def test_advice_entered_as_a_course_or_workshop_is_read_as_support_and_said(offer, kind):
    report = read(offer)
    assert [one.kind for one in report.offers] == [kind]
    was_advice = kind == OfferKind.SUPPORT
    assert ("offer_is_support" in codes(report)) is was_advice


def test_support_is_a_kind_of_its_own_with_publics_and_themes():
    report = received(
        exhibitors=EXHIBITORS,
        offers="id;exhibitor;type;title;publics;thématiques\n"
        "o1;caf;accompagnement;Mission locale;jeunes;se-former--trouver-sa-formation\n",
    )
    (service,) = report.offers
    assert service.kind is OfferKind.SUPPORT
    assert service.publics == ("jeunes",)
    assert service.themes == ("se-former--trouver-sa-formation",)
    assert "offer_is_support" not in codes(report)
