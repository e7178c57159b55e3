"""Learn the weights of language detection from public-domain sentences.

    python benchmarks/learn_detection.py --data ../shared/data

writes ``corpus/detection/weights.npz``. The sentences are those of Common Voice (CC0) in ``<data>/cc0/``; every tenth
is held out, and the figures on these are printed. Kyrgyz lines that are Russian are left out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.learn_counts import without_russian, words
from corpus.detection import _model

BUCKETS = 1 << 16
LINES = 6000  # a language: more lines are left out, fewer are repeated
_PLAIN = str.maketrans("ңүө", "нуо")  # Kyrgyz as typed on a Russian keyboard


def read(data: Path) -> dict[str, list[str]]:
    """Language → its lines, those in Russian taken out of the Kyrgyz ones."""
    texts = {
        path.stem: [line for line in path.read_text(encoding="utf-8").split("\n") if line]
        for path in sorted((data / "cc0").glob("*.txt"))
    }
    russian = Counter(word for line in texts["ru"] for word in words(line))
    dropped = set(without_russian(texts["ky"], russian)[1])
    texts["ky"] = [line for line in texts["ky"] if line not in dropped]
    return texts


def samples(texts: dict[str, list[str]], seed: int) -> Iterator[tuple[int, str]]:
    """(language, letters) in random order: whole lines, stretches of one to four words, and words as in a list."""
    random = np.random.default_rng(seed)
    lists = [sorted({word for line in lines for word in _model.letters_only(line).split()}) for lines in texts.values()]
    every = [
        (number, line)
        for number, lines in enumerate(texts.values())
        for line in random.choice(np.array(lines, dtype=object), LINES)
    ]
    kyrgyz = list(texts).index("ky")
    for place in random.permutation(len(every)):
        number, line = every[place]
        letters = _model.letters_only(line)
        if number == kyrgyz and random.random() < 0.25:
            letters = letters.translate(_PLAIN)
        yield number, letters
        found = letters.split()
        for _ in range(2):
            size = int(random.integers(1, 5))
            start = int(random.integers(0, max(1, len(found) - size + 1)))
            yield number, f" {' '.join(found[start : start + size])} "
        yield number, f" {lists[number][int(random.integers(len(lists[number])))]} "


def learn(texts: dict[str, list[str]], *, epochs: int, rate: float) -> Any:
    """Multinomial logistic regression by AdaGrad; one row of weights for each bucket."""
    weights = np.zeros((BUCKETS, len(texts)), dtype=np.float32)
    squares = np.full((BUCKETS, len(texts)), 1e-2, dtype=np.float32)
    for epoch in range(epochs):
        for number, letters in samples(texts, epoch):
            rows = _model.buckets_of(letters, BUCKETS)
            scale = np.float32(1 / np.sqrt(len(rows)))
            scores = weights[rows].sum(axis=0) * scale
            odds = np.exp(scores - scores.max())
            error = odds / odds.sum()
            error[number] -= 1
            error *= scale
            squares[rows] += error * error
            weights[rows] -= rate * error / np.sqrt(squares[rows])
        print(f"epoch {epoch + 1} of {epochs}", file=sys.stderr)
    return weights


def store(texts: dict[str, list[str]], weights: Any) -> None:
    top = np.quantile(np.abs(weights), 0.9999)
    small = np.clip(np.round(weights / top * 127), -127, 127).astype(np.int8)
    np.savez_compressed(_model.WEIGHTS, languages=np.array(list(texts)), weights=small, scale=np.float64(top / 127))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds cc0/")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=0.3)
    arguments = parser.parse_args()
    texts = read(arguments.data)
    training = {code: [line for n, line in enumerate(lines) if n % 10] for code, lines in texts.items()}
    store(texts, learn(training, epochs=arguments.epochs, rate=arguments.rate))
    model = _model.load()
    for code, lines in texts.items():
        answers = Counter(model.languages[int(model.scores(_model.letters_only(x)).argmax())] for x in lines[::10])
        print(code, len(lines[::10]), dict(answers.most_common(4)))


if __name__ == "__main__":
    main()
