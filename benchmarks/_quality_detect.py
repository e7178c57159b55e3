"""Language detection against a table of texts: share right for each language, beside py3langid in the same run.

A table has lines ``language TAB text``; ``und`` or a language that Kochmon has no file for counts as none. Without
tables the texts are taken from ``--data``: sentences, words and phrases of ntrex_odd.jsonl and lines of cc0/.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus import detection, languages
from corpus.documents import UNDETERMINED

Texts = Mapping[str, Sequence[str]]  # language → texts
Answer = Callable[[str], str]
_PLAIN = str.maketrans("ңүөҢҮӨ", "нуоНУО")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", type=Path, nargs="*", metavar="FILE.tsv", help="lines: language TAB text")
    parser.add_argument("--closed", action="store_true", help="no text is in another language than ours")
    parser.add_argument("--data", type=Path, help="folder with ntrex_odd.jsonl and cc0/ (without FILE)")
    parser.add_argument("--wrong", action="store_true", help="list what came out wrong")


def run(args: argparse.Namespace) -> dict[str, Any]:
    if args.files:
        return measure(read(args.files), closed=args.closed, wrong=args.wrong)
    if args.data is None:
        raise SystemExit("detect needs a FILE.tsv or --data FOLDER")
    return {name: measure(texts, closed=closed) for name, closed, texts in collections(args.data)}


def read(files: Iterable[Path]) -> Texts:
    texts: dict[str, list[str]] = defaultdict(list)
    for file in files:
        for line in file.read_text(encoding="utf-8-sig").split("\n"):
            language, tab, text = line.rstrip("\r").partition("\t")
            if tab and not line.startswith("#") and language != "language":
                texts[language].append(text)
    return texts


def measure(texts: Texts, *, closed: bool, wrong: bool = False) -> dict[str, Any]:
    """Texts, share right over all and for each language, texts a second, and the rival's shares."""
    result: dict[str, Any] = {"texts": sum(map(len, texts.values()))}

    def ours(text: str) -> str:
        return detection.detect(text, closed=closed).language

    ours("миграция")  # what loads once is no part of the speed
    started = time.perf_counter()
    answers = {code: [ours(text) for text in rows] for code, rows in texts.items()}
    result["texts_per_second"] = result["texts"] / (time.perf_counter() - started)
    result |= shares(answers)
    called = Counter(answer for code, rows in answers.items() if target(code) == UNDETERMINED for answer in rows)
    if called:
        result["others_called"] = {code: called[code] / called.total() for code in languages.available()}
    rival = py3langid(closed)
    if rival:
        result["rivals"] = {"py3langid": shares({code: [rival(t) for t in rows] for code, rows in texts.items()})}
    if wrong:
        result["wrong"] = {
            text: f"{code} taken for {answer}"
            for code, rows in answers.items()
            for text, answer in zip(texts[code], rows, strict=True)
            if answer != target(code)
        }
    return result


def target(code: str) -> str:
    """The right answer for a text in language *code*."""
    normal = languages.normalize_code(code)
    return normal if normal in languages.available() else UNDETERMINED


def shares(answers: Texts) -> dict[str, Any]:
    right = {code: sum(answer == target(code) for answer in rows) / len(rows) for code, rows in answers.items()}
    total = sum(map(len, answers.values()))
    return {"accuracy": sum(right[code] * len(answers[code]) for code in right) / total, "languages": right}


def py3langid(closed: bool) -> Answer | None:
    """The rival's answer; None where it is not installed."""
    try:
        import py3langid as library
    except ImportError:
        return None
    library.set_languages(list(languages.available()) if closed else None)
    return lambda text: target(str(library.classify(text)[0]))


def collections(data: Path) -> list[tuple[str, bool, Texts]]:
    """(name, closed, texts) made of the data folder; phrases by a fixed seed."""
    sentences: dict[str, list[str]] = defaultdict(list)
    for line in read_lines(data / "ntrex_odd.jsonl"):
        document = json.loads(line)
        for code in ("ky", "ru", "en"):
            sentences[code] += document[code]
    neighbours = {path.stem: read_lines(path)[::10] for path in sorted((data / "cc0").glob("*.txt"))}
    return [
        ("sentences_closed", True, sentences),
        ("sentences_open", False, sentences),
        ("capitals_open", False, {code: [text.upper() for text in rows] for code, rows in sentences.items()}),
        ("plain_kyrgyz_open", False, {"ky": [text.translate(_PLAIN) for text in sentences["ky"]]}),
        ("neighbours_open", False, {code: rows for code, rows in neighbours.items() if code not in sentences}),
        ("words_closed", True, words(sentences)),
        ("phrases_closed", True, {code: phrases(rows) for code, rows in sentences.items()}),
    ]


def read_lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def words(sentences: Texts) -> Texts:
    """Word types, lower-cased, that occur in one language only and in the letters of its script."""
    from learn_counts import words as split

    types = {}
    for code, rows in sentences.items():
        latin = languages.get(code).alphabet.isascii()
        types[code] = {w for text in rows for w in split(text) if w.isalpha() and w.isascii() == latin}
    count = Counter(word for found in types.values() for word in found)
    return {code: sorted(word for word in found if count[word] == 1) for code, found in types.items()}


def phrases(rows: Sequence[str]) -> list[str]:
    """Two or three neighbouring words of each sentence, no marks and no capitals among them."""
    rng = random.Random(len(rows))
    found = []
    for text in rows:
        tokens, size = text.split(), rng.choice((2, 3))
        stretches = (tokens[start : start + size] for start in range(len(tokens) - size + 1))
        whole = [stretch for stretch in stretches if all(t.isalpha() and t.islower() for t in stretch)]
        if whole:
            found.append(" ".join(rng.choice(whole)))
    return found
