"""Are the links between keyword lists right? Links counted a pair of terms of one article, against links by hand.

Three kinds of data: real lists with links by hand (``--data``, keyword_lists.jsonl), the same with terms shuffled and
left out, and simulated corpora made of our own lexicon, of which a part is hidden from the dictionary. The rival takes
the first term of one list for the first of the other, the second for the second, and so on.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import languages
from corpus.concepts import Concept
from corpus.documents import Keyword, KeywordList, Span
from corpus.linking import Article, links
from corpus.linking.building import link_with
from corpus.linking.labels import node
from corpus.linking.lexicon import of_languages

Terms = Mapping[str, Sequence[str]]  # language → terms in order
Gold = Mapping[tuple[str, str], set[tuple[int, int]]]  # languages → places of linked terms
NOISE = {"mild": (0.15, 0.06), "hard": (0.50, 0.12)}  # share of lists shuffled, of terms missing
FREE = 0.10  # share of terms that stand where another language has another term
MANUSCRIPTS = Path(__file__).resolve().parent.parent / "tests" / "manuscripts"
PAIRS = (("ky", "ru"), ("ru", "en"), ("ky", "en"))


@dataclass(frozen=True, slots=True)
class Case:
    """The keyword lists of an article and the links between them."""

    name: str
    terms: Terms
    gold: Gold


@dataclass(slots=True)
class Counts:
    """Links right, links made, links there are."""

    right: int = 0
    made: int = 0
    there: int = 0

    def add(self, made: set[tuple[int, int]], gold: set[tuple[int, int]]) -> None:
        self.right += len(made & gold)
        self.made += len(made)
        self.there += len(gold)

    def scores(self) -> dict[str, float]:
        precision = self.right / self.made if self.made else 0.0
        recall = self.right / self.there if self.there else 0.0
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        figures = {"precision": precision, "recall": recall, "f1": f1}
        return {**{name: round(value, 4) for name, value in figures.items()}, "links": self.there}


@dataclass(slots=True)
class Measure:
    """Counts of one system, by pair of languages, and how its confidence kept its word."""

    pairs: dict[str, Counts] = field(default_factory=dict)

    def add(self, case: Case, made: Gold) -> None:
        for pair, gold in case.gold.items():
            self.pairs.setdefault("-".join(pair), Counts()).add(made.get(pair, set()), gold)

    def scores(self) -> dict[str, Any]:
        return {name: counts.scores() for name, counts in sorted(self.pairs.items())}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--link-seeds", type=int, default=3, help="simulated corpora a kind")
    parser.add_argument("--link-articles", type=int, default=200, help="articles of a simulated corpus")


def run(args: argparse.Namespace) -> dict[str, Any]:
    """``real``, ``real-mild``, ``real-hard`` (if the data are there), ``simulated-…``: system → pair → scores."""
    seeds = range(getattr(args, "link_seeds", 3))
    count = getattr(args, "link_articles", 200)
    found: dict[str, Any] = {}
    path = Path(args.data) / "keyword_lists.jsonl" if getattr(args, "data", None) else None
    if path and path.exists():
        cases = list(read(path))
        found["real"] = compare([(cases, frozenset())])
        found["real-alone"] = compare([([case], frozenset()) for case in cases])
        for name, noise in NOISE.items():
            found[f"real-{name}"] = compare([(list(noisy(cases, noise, seed)), frozenset()) for seed in range(10)])
    gold = list(read_gold(MANUSCRIPTS))
    found["gold"] = compare([(gold, frozenset())])
    found["gold-alone"] = compare([([case], frozenset()) for case in gold])
    for name, noise in NOISE.items():
        found[f"gold-{name}"] = compare([(list(noisy(gold, noise, seed)), frozenset()) for seed in range(5)])
    for name, noise in NOISE.items():
        for share, hidden in (("half-hidden", 0.5), ("all-hidden", 1.0)):
            corpora = [simulate(seed, count, noise, hidden) for seed in seeds]
            found[f"simulated-{name}-{share}"] = compare(corpora)
    found["simulated-free-half-hidden"] = compare([simulate(seed, count, NOISE["mild"], 0.5, FREE) for seed in seeds])
    found["simulated-small-half-hidden"] = compare([simulate(seed, 20, NOISE["mild"], 0.5, FREE) for seed in range(9)])
    found["calibration"] = calibration(
        [simulate(seed, size, noise, hidden, FREE) for seed, size, noise, hidden in _small_corpora()]
    )
    return found


def _small_corpora() -> Iterator[tuple[int, int, tuple[float, float], float]]:
    """Seed, size, noise and hidden share of corpora in which doubtful links are frequent."""
    for size, seeds in ((6, 10), (20, 4), (60, 2)):
        for noise in NOISE.values():
            for hidden in (0.5, 1.0):
                yield from ((seed, size, noise, hidden) for seed in range(seeds))


def compare(corpora: Sequence[tuple[Sequence[Case], frozenset[str]]]) -> dict[str, Any]:
    """Kochmon and the rival on the same corpora; each corpus with the head words hidden from its dictionary."""
    ours, rival = Measure(), Measure()
    for cases, hidden in corpora:
        concepts = linked(cases, hidden)
        home = {(x.language, node(x.language, x.text)): c.id for c in concepts for x in c.labels}
        for case in cases:
            ours.add(case, made_of(case, lambda code, term: home.get((code, node(code, term)))))  # noqa: B023
            rival.add(case, by_position(case))
    return {"kochmon": ours.scores(), "position only": rival.scores()}


def linked(cases: Sequence[Case], hidden: frozenset[str]) -> tuple[Concept, ...]:
    return link_with(of_languages(hidden), [article(case) for case in cases])


def article(case: Case) -> Article:
    lists = []
    for code, terms in case.terms.items():
        keywords = tuple(Keyword(text, code, Span(0, 0), place) for place, text in enumerate(terms))
        lists.append(KeywordList(code, keywords))
    return Article(case.name, tuple(lists))


def made_of(case: Case, concept_of: Callable[[str, str], int | None]) -> Gold:
    """The links of a case: two terms of one concept."""
    made: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for pair in case.gold:
        ours, theirs = (
            [
                None if term in case.terms[code][:place] else concept_of(code, term)
                for place, term in enumerate(case.terms[code])
            ]
            for code in pair
        )
        made[pair] = {(i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs) if a is not None and a == b}
    return made


def by_position(case: Case) -> Gold:
    return {
        pair: {(place, place) for place in range(min(len(case.terms[code]) for code in pair))} for pair in case.gold
    }


def read_gold(folder: Path) -> Iterator[Case]:
    """The keyword lists of the manuscripts of our sample texts, with the links of ``gold.tsv``."""
    gold: dict[str, dict[tuple[str, str], list[tuple[str, str]]]] = {}
    for line in (folder / "gold.tsv").read_text(encoding="utf-8").splitlines():
        document, pair, *mates = line.split("\t") if not line.startswith("#") else ("", "")
        if "-" in pair:
            one, other = pair.split("-")
            gold.setdefault(document, {}).setdefault((one, other), []).append((mates[0], mates[1]))
    for path in sorted(folder.glob("*.txt")):
        for name, terms in _manuscripts(path):
            found = {
                (one, other): {(terms[one].index(a), terms[other].index(b)) for a, b in mates}
                for (one, other), mates in gold.get(name, {}).items()
            }
            yield Case(name, terms, found)


def _manuscripts(path: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Document and lists of each article of a manuscript (the form is described in tests/make_samples.py)."""
    sample, name, terms = "", "", dict[str, list[str]]()
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, value = line.partition(": ")
        if key == "sample":
            sample = name = value.strip()
        elif key == "id":
            if terms:
                yield name, terms
            name, terms = f"{sample}#{value.strip()}", {}
        elif key.startswith("keywords_") and value.strip():
            terms[key[-2:]] = [term.strip() for term in value.split(";") if term.strip()]
        elif key == "body:":
            break
    yield name, terms


# --- data -------------------------------------------------------------------------------------------------------


def read(path: Path) -> Iterator[Case]:
    """Real lists. What is printed twice in a list counts at its first place."""
    for line in path.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        terms = {code: tuple(item["terms"][code]) for code in item["langs"]}
        gold: dict[tuple[str, str], set[tuple[int, int]]] = {}
        for key, pairs in item["links"].items():
            one, other = key.split("-")
            gold[one, other] = {(i, j) for i, j in pairs}
        yield Case(item["id"], terms, gold)


def noisy(cases: Iterable[Case], noise: tuple[float, float], seed: int) -> Iterator[Case]:
    """Cases with a share of lists shuffled and a share of terms left out, never all of a list."""
    chance = random.Random(seed)
    for case in cases:
        kept = {code: _disturbed(len(terms), noise, chance) for code, terms in case.terms.items()}
        terms = {code: tuple(case.terms[code][place] for place in places) for code, places in kept.items()}
        gold = {
            (one, other): {
                (kept[one].index(i), kept[other].index(j)) for i, j in links if i in kept[one] and j in kept[other]
            }
            for (one, other), links in case.gold.items()
        }
        yield Case(case.name, terms, gold)


def _disturbed(length: int, noise: tuple[float, float], chance: random.Random) -> list[int]:
    shuffled, missing = noise
    places = [place for place in range(length) if chance.random() >= missing] or [0]
    if chance.random() < shuffled:
        chance.shuffle(places)
    return places


def simulate(
    seed: int, count: int, noise: tuple[float, float], hidden: float, free: float = 0.0
) -> tuple[list[Case], frozenset[str]]:
    """A corpus of *count* articles of four to eight terms, on topics, frequent terms more often (Zipf); and the head
    words of the lexicon that its dictionary may not know. *free*: share of terms that another term replaces."""
    chance = random.Random(seed)
    terms, heads = trilingual(chance)
    chance.shuffle(terms)
    topics = [terms[start::12] for start in range(12)]
    cases = []
    for number in range(count):
        chosen: dict[tuple[str, str, str], None] = {}
        own, wanted = chance.sample(topics, 2), chance.randint(4, 8)
        while len(chosen) < wanted:
            topic = chance.choice((own[0], own[0], own[1]))
            weights = [1 / (rank + 2) for rank in range(len(topic))]
            chosen[chance.choices(topic, weights)[0]] = None
        lists, own_places = {}, {}
        for place, code in enumerate(("ky", "ru", "en")):
            others = [term for term in own[0] if term not in chosen]
            strange = [bool(free) and chance.random() < free for _ in chosen]
            replaced = iter(chance.sample(others, min(sum(strange), len(others))))
            terms = [next(replaced, term) if odd else term for odd, term in zip(strange, chosen, strict=True)]
            lists[code] = tuple(term[place] for term in terms)
            own_places[code] = {i for i, (a, b) in enumerate(zip(terms, chosen, strict=True)) if a == b}
        gold = {(one, other): {(i, i) for i in own_places[one] & own_places[other]} for one, other in PAIRS}
        cases.append(Case(f"a{number:04}", lists, gold))
    return list(noisy(cases, noise, seed)), frozenset(head for head in sorted(heads) if chance.random() < hidden)


def trilingual(chance: random.Random, size: int = 300) -> tuple[list[tuple[str, str, str]], set[str]]:
    """Terms (ky, ru, en) of our lexicon: nouns, and nouns with an adjective, no label twice; and all its head words."""
    kyrgyz = languages.get("ky")
    entries = {
        head: (other["ru"][0], other["en"][0])
        for head, other in kyrgyz.translations().items()
        if other.get("ru") and other.get("en")
    }
    kinds: dict[str, list[str]] = {"NOUN": [], "ADJ": []}
    for head in sorted(entries):
        pos = kyrgyz.analyze(head)[0].pos
        if pos in kinds:
            kinds[pos].append(head)
    nouns = chance.sample(kinds["NOUN"], min(len(kinds["NOUN"]), size // 2))
    terms = [(noun, *entries[noun]) for noun in nouns]
    pairs = [(adjective, noun) for adjective in kinds["ADJ"] for noun in nouns]
    for adjective, noun in chance.sample(pairs, min(len(pairs), size)):
        ru, en = (f"{a} {b}" for a, b in zip(entries[adjective], entries[noun], strict=True))
        terms.append((f"{adjective} {noun}", ru, en))
    used: set[tuple[str, object]] = set()
    kept: list[tuple[str, str, str]] = []
    for term in terms:
        labels = {(code, node(code, text)) for code, text in zip(("ky", "ru", "en"), term, strict=True)}
        if len(kept) < size and not labels & used:
            used |= labels
            kept.append(term)
    return kept, set(entries)


# --- confidence -------------------------------------------------------------------------------------------------


def calibration(corpora: Sequence[tuple[Sequence[Case], frozenset[str]]]) -> dict[str, Any]:
    """Of the links with a confidence in a range, and of each class: how many, and what share is right."""
    bins: dict[str, list[int]] = {}
    for cases, hidden in corpora:
        gold = {
            frozenset(((one, node(one, case.terms[one][i])), (other, node(other, case.terms[other][j]))))
            for case in cases
            for (one, other), pairs in case.gold.items()
            for i, j in pairs
        }
        for concept in linked(cases, hidden):
            for found in links(concept):
                first, second = found.first, found.second
                pair = frozenset((x.language, node(x.language, x.text)) for x in (first, second))
                low = min(int(found.confidence * 10), 9) / 10
                for name in (f"{low:.1f}", str(found.link_class)):
                    counted = bins.setdefault(name, [0, 0])
                    counted[0] += pair in gold
                    counted[1] += 1
    return {name: {"links": all_, "right": round(right / all_, 4)} for name, (right, all_) in sorted(bins.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", default="../shared/data")
    add_arguments(parser)
    print(json.dumps(run(parser.parse_args()), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
