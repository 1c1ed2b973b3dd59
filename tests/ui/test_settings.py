"""Settings of Streamlit that we lean on: a version that drops one must be noticed."""

import tomllib

import pytest
from streamlit import config

from matching.services.shop.shipped import shipped

SET = tomllib.loads(shipped(".streamlit/config.toml").read_text(encoding="utf-8"))
NAMES = sorted(
    f"{section}.{name}"
    for section, values in SET.items()
    for name, value in values.items()
    if not isinstance(value, dict)
)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_of_ours_is_one_that_streamlit_knows(name):
    assert name in config.get_config_options()


def test_no_collection_after_every_rerun():
    """Two hundred screens wait seconds with it, and milliseconds without (measured)."""
    assert SET["runner"]["postScriptGC"] is False
    assert config.get_config_options()["runner.postScriptGC"].default_val is True


def test_a_tab_runs_one_script_at_a_time():
    """A stopped run that still drew a field met a moment forgotten by the next one: KeyError."""
    assert SET["runner"]["fastReruns"] is False
    assert config.get_config_options()["runner.fastReruns"].default_val is True


def test_words_of_a_page_that_nobody_drew_stay_off_it():
    """A docstring below a constant of a page stood in English above its title."""
    assert SET["runner"]["magicEnabled"] is False
    assert config.get_config_options()["runner.magicEnabled"].default_val is True
