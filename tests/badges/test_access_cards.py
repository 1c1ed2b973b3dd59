"""A card of access shows all it says inside its frame, and its QR holds what its words hold."""

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.pages.access_cards import AccessCard, access_card_sheets
from matching.phrases import LANGUAGES, say
from tests.examples import examples

from .papers import opened, scanned
from .test_boxes import has_all, outside, over_each_other, texts

HOSTS = st.sampled_from(
    ["https://192.168.1.20:8501", "http://a.fr", "https://" + "forum-des-quartiers." * 6 + "fr"]
)


@examples(6)
@given(
    cards=st.lists(
        st.builds(
            AccessCard,
            name=texts(),
            opens=texts(60),
            address=HOSTS,
            code=st.from_regex(r"\A[0-9]{2,4}-[0-9]{3}-[0-9]{3}\Z"),
            fair_title=texts(),
        ),
        min_size=1,
        max_size=5,
    ),
    language=st.sampled_from(LANGUAGES),
)
def test_a_card_shows_every_letter_and_its_qr_opens_what_is_written(cards, language):
    pdf = access_card_sheets(cards, language=language)
    pages = opened(pdf)
    assert len(pages) == -(-len(cards) // 4)
    assert has_all(
        pages, *(text for card in cards for text in (card.name, card.opens, card.fair_title))
    )
    assert has_all(pages, *(text for card in cards for text in (card.address, card.code)))
    assert [outside(page) for page in pages] == [[]] * len(pages)
    assert [over_each_other(page) for page in pages] == [[]] * len(pages)
    read = [link for page in pages for link in scanned(page, dpi=200)]
    assert sorted(read) == sorted(f"{card.address}/enter#{card.code}" for card in cards)
    assert access_card_sheets(cards, language=language) == pdf


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_makes_one_page_that_says_so(language):
    (page,) = pymupdf.open(stream=access_card_sheets([], language=language))
    told = " ".join(page.get_text().split())
    assert " ".join(say("sheet.nothing_access", language).split())[:20] in told
