"""Fit the shares of topics to names that are taken out of ROME for it: `python -m …fit_topics`.

A logistic choice among the nearest codes, the other shares held as they are. No label of the
benchmarks is among the names: those held out for them stay out here too.
"""

import csv
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
from scipy.optimize import minimize

from matching.scoring import Reader, Vocabulary
from matching.scoring.vocabulary.archives import read_archive
from matching.services.shop.shipped import shipped
from tests.benchmarks.damages import by_ear, one_gender, two_letters

DATA = Path(__file__).parents[3] / "shared" / "data"
NAMES, NEAREST, SEED = 3_000, 30, 7


def names_apart(rome):
    """Names with their codes, some to be asked, and those that the benchmarks hold out."""
    path = DATA / "eval" / "rome_heldout_labels.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        kept_out = {row["libelle_appellation_long"] for row in csv.DictReader(file)}
    names = [(name, one.code) for one in rome.occupations for name in one.labels]
    asked = Random(SEED).sample([name for name in names if name[0] not in kept_out], NAMES)
    return asked, kept_out | {name for name, _ in asked}


def reader_without(rome, left_out):
    """A reader of the list without some names."""
    occupations = (
        replace(one, labels=tuple(name for name in one.labels if name not in left_out))
        for one in rome.occupations
    )
    ours = Vocabulary.read(shipped("data/reference"))
    return Reader(ours.with_lists(replace(rome, occupations=tuple(occupations))))


def choices(index, texts):
    """For each text the nearest codes, what they are ranked by now, and what topics say."""
    forms = [index._form(text) for text in texts]
    about, mix = index.words_.likeness(forms).about, index.likeness(texts).mix
    mix = mix - index.topic_share * about.topics - index.covered_share * about.covered
    near = np.argsort(-(mix + about.topics), axis=1)[:, :NEAREST]
    ranked, topics, covered = (
        np.take_along_axis(each, near, axis=1) for each in (mix, about.topics, about.covered)
    )
    return index.classes_[near], ranked, np.stack([topics, covered], axis=2)


def fitted(ranked, features, right):
    """Shares of the features in units of the rank that is held."""

    def loss(shares):
        value = shares[-1] * ranked + features @ shares[:-1]
        value = value - value.max(axis=1, keepdims=True)
        return -np.mean(value[right] - np.log(np.exp(value).sum(axis=1)))

    found = minimize(loss, np.append(np.zeros(features.shape[2]), 1.0), method="L-BFGS-B").x
    return found[:-1] / found[-1]


def fit():
    """The shares of topics and of what is covered."""
    rome = read_archive(DATA / "rome" / "RefRomeCsv_v460.zip")
    asked, left_out = names_apart(rome)
    lexicon, chance = reader_without(rome, left_out).lexicon("occupation"), Random(SEED)
    lexicon.ranked("cuisinier")
    texts = [
        damage(name)
        for name, _ in asked
        for damage in (
            one_gender,
            lambda name: chance.choice((by_ear, two_letters))(one_gender(name), chance),
        )
    ]
    wanted = np.array([code for _, code in asked for _ in range(2)])
    codes, ranked, features = choices(lexicon._index, texts)
    right = codes == wanted[:, None]
    found = right.any(axis=1)
    return fitted(ranked[found], features[found], right[found])


if __name__ == "__main__":
    print("topic_share, covered_share:", fit().round(2))  # noqa: T201 - what it is asked for
