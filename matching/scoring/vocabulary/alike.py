"""How near texts are to the words of skills, by runs of letters."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from matching.scoring.text.wording import plain
from matching.scoring.vocabulary.entries import Skill

_BLOCK = 512
Likenesses = npt.NDArray[np.float64]


class WordsOfSkills:
    """How near texts are to the words of some skills, by runs of letters."""

    def __init__(self, skills: Sequence[Skill]) -> None:
        said = [
            (phrase, skill.id)
            for skill in skills
            for phrase in (*skill.labels.values(), *skill.aliases)
        ]
        said.sort(key=lambda pair: (pair[1], pair[0]))
        names, self._starts = np.unique([name for _, name in said], return_index=True)
        self.names: list[str] = names.tolist()
        self.place = {name: place for place, name in enumerate(self.names)}
        lists = {skill.id: skill.source for skill in skills}
        self.sources = np.asarray([lists[name] for name in self.names])
        self._letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, preprocessor=plain
        )
        self._phrases = self._letters.fit_transform([phrase for phrase, _ in said])

    def likeness(self, texts: Iterable[str]) -> Likenesses:
        """Nearness (0 to 1) of each text to each skill, shape (texts, skills)."""
        listed = list(texts)
        blocks = [listed[start : start + _BLOCK] for start in range(0, len(listed), _BLOCK)]
        near = [self._near(block) for block in blocks]
        return np.vstack(near) if near else np.zeros((0, len(self.names)))

    def _near(self, texts: Sequence[str]) -> Likenesses:
        cosine = (self._letters.transform(texts) @ self._phrases.T).toarray()
        best: Likenesses = np.maximum.reduceat(cosine, self._starts, axis=1)
        return np.round(best, 9)
