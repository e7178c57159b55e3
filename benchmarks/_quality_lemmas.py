"""Lemmas against a CoNLL-U file: accuracy over tokens, conflation over word types, speed, rivals in the same run.

Scored are tokens with ``str.isalpha()`` (for Kyrgyz only those in Cyrillic), the form given as printed, the first
lemma alone, case ignored and ё = е. Conflation is pairwise over lower-cased types, each with its majority gold lemma:
two types that share a gold lemma should share a key.
"""

from __future__ import annotations

import argparse
import importlib
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from corpus import analysis, languages

Key = Callable[[str], str]


class Word(NamedTuple):
    form: str
    lemma: str
    pos: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE.conllu")
    parser.add_argument("--language", required=True)
    parser.add_argument(
        "--coverage",
        type=Path,
        metavar="FILE",
        help="a plain text, of which is measured how many lower-case words have a reading with a listed stem",
    )


def run(args: argparse.Namespace) -> dict[str, Any]:
    started = time.process_time()
    languages.get(args.language).lemmatize("а")  # the first word loads the lexicon
    loading = time.process_time() - started
    language = languages.get(args.language)
    words = [word for word in read(args.file) if scored(word.form, language.code)]
    forms = list(dict.fromkeys(word.form for word in words))
    started = time.process_time()
    first = {form: language.lemmatize(form)[0] for form in forms}
    cold = time.process_time() - started
    started = time.process_time()
    for word in words:
        language.lemmatize(word.form)
    warm = time.process_time() - started
    roots = {form: language.analyze(form)[0].root for form in forms}
    return {
        "tokens": len(words),
        "types": len({word.form.lower() for word in words}),
        **measures(words, first.__getitem__),
        **{f"root_{name}": value for name, value in measures(words, roots.__getitem__).items()},
        "unknown": sum(not language.knows(form) for form in forms) / len(forms),
        "forms_per_second": len(forms) / cold,
        "words_per_second": len(words) / warm,
        "load_seconds": loading,
        **({"coverage": coverage(args.coverage, language)} if getattr(args, "coverage", None) else {}),
        "by_pos": by_pos(words, first.__getitem__),
        "by_style": by_style(args.file, language.code, first.__getitem__),
        "rivals": {name: measures(words, key) for name, key in rivals(language.code) if key is not None},
        "not_installed": ", ".join(name for name, key in rivals(language.code) if key is None) or "none",
    }


def read(path: Path) -> Iterator[Word]:
    """Words of a CoNLL-U file; multi-word ranges and empty nodes are left out."""
    return (word for _, word in styled(path))


def styled(path: Path) -> Iterator[tuple[str, Word]]:
    """Each word with the document that it stands in, as ``# newdoc id`` names it."""
    document = ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                document = line.partition("=")[2].strip()
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 3 and cells[0].isdigit():
                yield document, Word(*cells[1:4])


def by_style(path: Path, code: str, key: Key) -> dict[str, dict[str, float]]:
    """Figures of each document of the file, where it has named ones; nothing for a file with more than ten."""
    found: defaultdict[str, list[Word]] = defaultdict(list)
    for document, word in styled(path):
        if document and scored(word.form, code):
            found[document].append(word)
    return {name: measures(words, key) for name, words in found.items()} if len(found) <= 10 else {}


def coverage(path: Path, language: languages.Language) -> float:
    """Share of the words of *path* that begin with a small letter and have a reading with a listed stem.

    What is guessed from the shape of a word or from its suffixes does not count.
    """
    text = path.read_text(encoding="utf-8")
    found = [form for form in (word.of(text) for word in analysis.words(text)) if form.isalpha() and form[0].islower()]
    known = {form: language.knows(form) for form in set(found)}
    return sum(known[form] for form in found) / len(found)


def scored(form: str, code: str) -> bool:
    """Does the form count? For Kyrgyz it must be written in Cyrillic."""
    return form.isalpha() and (code != "ky" or all(unicodedata.name(letter).startswith("CYRILLIC") for letter in form))


def same(text: str) -> str:
    """*text* as lemmas are compared."""
    return text.lower().replace("ё", "е")


def measures(words: list[Word], key: Key) -> dict[str, float]:
    """Accuracy over tokens and conflation over types of what *key* makes of a form."""
    right = sum(same(key(word.form)) == same(word.lemma) for word in words)
    return {"accuracy": right / len(words), **conflation(words, key)}


def by_pos(words: list[Word], key: Key) -> dict[str, float]:
    """Part of speech → accuracy, the commonest part of speech first."""
    total: Counter[str] = Counter(word.pos for word in words)
    right: Counter[str] = Counter(word.pos for word in words if same(key(word.form)) == same(word.lemma))
    return {pos: right[pos] / count for pos, count in total.most_common()}


def conflation(words: Iterable[Word], key: Key) -> dict[str, float]:
    """Pairwise precision, recall and F1 over types; ``overstemming`` and ``understemming`` are what they lack."""
    gold: defaultdict[str, Counter[str]] = defaultdict(Counter)
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        gold[word.form.lower()][same(word.lemma)] += 1
        printed[word.form.lower()][word.form] += 1
    cells: Counter[tuple[str, str]] = Counter()
    for form, lemmas in gold.items():
        cells[lemmas.most_common(1)[0][0], same(key(printed[form].most_common(1)[0][0]))] += 1
    both = _pairs(cells)
    expected = _pairs(_margin(cells, 0))
    given = _pairs(_margin(cells, 1))
    precision = both / given if given else 0.0
    recall = both / expected if expected else 0.0
    total = precision + recall
    return {
        "f1": 2 * precision * recall / total if total else 0.0,
        "precision": precision,
        "recall": recall,
        "overstemming": 1 - precision if given else 0.0,
        "understemming": 1 - recall,
    }


def _margin(cells: Mapping[tuple[str, str], int], side: int) -> Counter[str]:
    sums: Counter[str] = Counter()
    for names, count in cells.items():
        sums[names[side]] += count
    return sums


def _pairs(counts: Mapping[Any, int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


# --- rivals -----------------------------------------------------------------------------------------------------


def rivals(code: str) -> Iterator[tuple[str, Key | None]]:
    """What else one could do; None for what is not installed here (extra ``bench``)."""
    yield "identity", str
    yield "first five letters", lambda form: form.lower()[:5]
    yield "snowball" if code != "ky" else "snowball (Turkish)", _snowball(code)
    if code == "ru":
        yield "pymorphy3", _pymorphy3()
    if code in ("ru", "en"):
        yield "simplemma", _simplemma(code)


def _snowball(code: str) -> Key | None:
    library = _installed("snowballstemmer")
    if library is None:
        return None
    stemmer = library.stemmer({"ru": "russian", "en": "english", "ky": "turkish"}[code])
    spelled = turkish if code == "ky" else str.lower
    back = _to_kyrgyz if code == "ky" else str
    return lambda form: back(str(stemmer.stemWord(spelled(form))))


@cache
def _letters() -> dict[str, str]:
    table = Path(__file__).with_name("turkish_letters.tsv")
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").split("\n") if line and line[0] != "#")
    return {kyrgyz: latin for kyrgyz, latin in rows if kyrgyz != "kyrgyz"}


def turkish(form: str) -> str:
    """A Kyrgyz form in Turkish letters.

    >>> turkish("Жумушчулардын")
    'cumuşçulardın'
    """
    return "".join(_letters().get(letter, letter) for letter in form.lower())


def _to_kyrgyz(stem: str) -> str:
    """Back again, so that a stem can be right as a lemma; what two letters share is the commoner one."""
    for latin, kyrgyz in (("yo", "ё"), ("yu", "ю"), ("ya", "я"), ("ts", "ц")):
        stem = stem.replace(latin, kyrgyz)
    back = {latin: kyrgyz for kyrgyz, latin in reversed(_letters().items()) if len(latin) == 1}
    return "".join(back.get(letter, letter) for letter in stem)


def _pymorphy3() -> Key | None:
    library = _installed("pymorphy3")
    if library is None:
        return None
    analyzer = library.MorphAnalyzer()
    return lambda form: str(analyzer.parse(form)[0].normal_form)


def _simplemma(code: str) -> Key | None:
    library = _installed("simplemma")
    if library is None:
        return None
    return lambda form: str(library.lemmatize(form, lang=code))


def _installed(module: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError:
        return None
