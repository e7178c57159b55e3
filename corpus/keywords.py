"""Keyword lists of authors: clean terms, in the language each is in.

A label is evidence and no proof: Kyrgyz lists stand under Russian labels, and two languages in one list. So the terms
of a list are judged together with its label as a hint.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from . import detection, languages
from .articles.headings import headings
from .articles.lines import is_capitals, words
from .articles.lists import term_spans
from .articles.printed import vocabulary
from .documents import UNDETERMINED, Keyword, KeywordList, Section, SectionKind, Span

_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"', "'": "'", "‘": "’"}
_ENOUGH = 2  # terms that make a second language in a list; one alone is a name or a loan (PyTorch)
_SHARE = 0.2


def keyword_lists(text: str, sections: Sequence[Section]) -> tuple[KeywordList, ...]:
    """The lists printed in the KEYWORDS sections, in their order; one that mixes languages gives one list for each.

    ``Keyword.text`` has its white space folded, the list's full stop and quotation marks without a mate removed, and
    is in lower case where the list is all in capitals (acronyms and names keep theirs where the article shows
    them). A term printed twice counts once.

    >>> from corpus.articles import sections
    >>> text = "Негизги сөздөр: эмгек миграциясы, акча\\nкоторуу, «чек ара, калк."
    >>> [keyword.text for keyword in keyword_lists(text, sections(text))[0].keywords]
    ['эмгек миграциясы', 'акча которуу', 'чек ара', 'калк']
    """
    printed = [section for section in sections if section.kind is SectionKind.KEYWORDS]
    spans = {section: term_spans(text, section.span) for section in printed}
    found: list[KeywordList] = []
    for section in printed:
        terms = _terms(text, section, _without_and(text, section, spans))
        for keywords in _by_language(text, section, terms):
            if not any(_same(keywords, other) for other in found):
                found.append(keywords)
    return tuple(found)


def clean(printed: str) -> str:
    """A term as printed → on one line, with its quotation marks and brackets in pairs.

    >>> [clean(term) for term in ("тышкы\\n миграция", "«Манас» эпосу", "'дарылоо'", "укук)", "карама-\\nкаршы")]
    ['тышкы миграция', '«Манас» эпосу', 'дарылоо', 'укук', 'карама-каршы']
    """
    term = " ".join(re.sub(r"(?<=\w-)\s*\n\s*(?=\w)", "", printed).split())
    for opening, closing in _QUOTES.items():
        term = _paired(term, opening, closing)
    for opening, closing in ("()", "[]"):
        if term.count(opening) != term.count(closing):
            term = term.strip(opening + closing)
    return term.strip()


def _paired(term: str, opening: str, closing: str) -> str:
    if opening == closing:
        if len(term) > 1 and term[0] == term[-1] == opening and term.count(opening) == 2:
            return term[1:-1]
        at_edge = term.startswith(opening) or (term.endswith(closing) and closing == '"')
        return term.strip(opening) if term.count(opening) == 1 and at_edge else term
    if term.startswith(opening) and closing not in term:
        return term[1:]
    if term.endswith(closing) and opening not in term and closing not in "’“":
        return term[:-1]
    return term


# --- terms of one section


def _terms(text: str, section: Section, spans: Iterable[Span]) -> list[tuple[str, Span]]:
    """Cleaned terms with their places, each once."""
    terms = [(clean(span.of(text)), span) for span in spans]
    terms = _without_common_quotes([(term, span) for term, span in terms if term])
    if terms and all(is_capitals(term) or not any(map(str.islower, term)) for term, _ in terms):
        terms = [(_lowered(term, _casing(text, section.span)), span) for term, span in terms]
    once: dict[str, tuple[str, Span]] = {}
    for term, span in terms:
        once.setdefault(term.casefold(), (term, span))
    return list(once.values())


def _without_common_quotes(terms: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Marks around every term of a list belong to the list."""
    for opening, closing in _QUOTES.items():
        if len(terms) > 1 and all(t.startswith(opening) and t.endswith(closing) and len(t) > 2 for t, _ in terms):
            return [(t[1:-1].strip(), span) for t, span in terms]
    return terms


def _without_and(text: str, section: Section, spans: dict[Section, tuple[Span, ...]]) -> tuple[Span, ...]:
    """``миграция, укук жана калк``: the last two terms of a list that reads like a sentence.

    The last term may itself be a pair («спрос и предложение»). It is kept whole where the article uses it so elsewhere,
    where an earlier term holds the word as well, or where the other lists have no place for one more.
    """
    terms = spans[section]
    if len(terms) < 2 or any(_conjunction(text, span) for span in terms[:-1]):
        return terms
    parts = _conjunction(text, terms[-1])
    if parts is None or any(len(words(part.of(text))) > 3 for part in parts) or _used_elsewhere(text, terms[-1]):
        return terms
    others = {len(spans[other]) for other in spans if other != section and not _conjunction(text, spans[other][-1])}
    if len(terms) in others and len(terms) + 1 not in others:
        return terms
    return (*terms[:-1], *parts)


def _conjunction(text: str, span: Span) -> tuple[Span, Span] | None:
    """The two sides of the word ``and`` in a term, if it holds it once."""
    pattern = r"\s(?:" + "|".join(map(re.escape, sorted(vocabulary("and")))) + r")\s"
    found = list(re.finditer(pattern, span.of(text), re.IGNORECASE))
    if len(found) != 1:
        return None
    return Span(span.start, span.start + found[0].start()), Span(span.start + found[0].end(), span.stop)


def _used_elsewhere(text: str, span: Span) -> bool:
    """Does the term, inflected or not, stand in the article outside this place?"""
    stems = [re.escape(w if len(w) < 5 else w[: max(4, len(w) - 2)]) + r"\w*" for w in words(span.of(text))]
    pattern = re.compile(r"\b" + r"\s+".join(stems), re.IGNORECASE)
    return any(not span.start <= match.start() < span.stop for match in pattern.finditer(text))


def _same(first: KeywordList, second: KeywordList) -> bool:
    return first.language == second.language and [k.text for k in first.keywords] == [k.text for k in second.keywords]


# --- languages


def _by_language(text: str, section: Section, terms: list[tuple[str, Span]]) -> list[KeywordList]:
    hint = _label_language(text, section)
    codes = _smoothed(_detected([term for term, _ in terms], hint, section), section)
    heading = " ".join(section.heading.of(text).split()).rstrip(" :.–—-") if section.heading else ""
    lists = []
    for code in dict.fromkeys(codes):
        own = [term for term, language in zip(terms, codes, strict=True) if language == code]
        keywords = tuple(Keyword(term, code, span, i) for i, (term, span) in enumerate(own))
        lists.append(KeywordList(code, keywords, heading))
    return lists


def _label_language(text: str, section: Section) -> str | None:
    if section.heading is None:
        return section.language if section.language != UNDETERMINED else None
    found = headings(text, section.heading)
    return found[0].language if found else None


def _detected(terms: list[str], hint: str | None, section: Section) -> list[str]:
    if not terms:
        return []
    known = hint if hint in languages.available() else None
    return [guess.language for guess in detection.detect_terms(terms, hint=known)]


def _smoothed(codes: list[str], section: Section) -> list[str]:
    """A language with one term among many is that of a name or of a loan; the term belongs to its neighbours."""
    counts = Counter(codes)
    main = max(counts, key=lambda code: (counts[code], code == section.language), default=UNDETERMINED)
    few = {c for c, n in counts.items() if c != main and (n < _ENOUGH or n < _SHARE * len(codes))}
    few |= {UNDETERMINED} if main != UNDETERMINED else set()
    joined: list[str] = []
    for code in codes:
        joined.append(code if code not in few else (joined[-1] if joined else main))
    return joined


# --- capitals


def _casing(text: str, without: Span) -> dict[str, Counter[str]]:
    """How words are printed elsewhere in the article: lower-cased word → its printed forms.

    Lines in capitals and the first word of a sentence say nothing.
    """
    forms: dict[str, Counter[str]] = {}
    for rest in (text[: without.start], text[without.stop :]):
        for line in rest.split("\n"):
            if is_capitals(line):
                continue
            for before, word in pairwise([".", *re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*|[.!?:]", line)]):
                if len(word) > 1 and (before not in ".!?:" or word.isupper()):
                    forms.setdefault(word.casefold(), Counter())[word] += 1
    return forms


def _lowered(term: str, casing: dict[str, Counter[str]]) -> str:
    """A term in capitals → in lower case, but for what the article prints with capitals."""

    def lowered(match: re.Match[str]) -> str:
        word = match.group()
        seen = casing.get(word.casefold())
        if seen:
            return seen.most_common(1)[0][0]
        if "-" in word and not _is_known(word):
            return re.sub(r"[^\W_]+", lowered, word)
        return word if len(word) > 1 and _is_acronym(word) else word.casefold()

    return re.sub(r"[^\W_]+(?:-[^\W_]+)*", lowered, term)


def _is_acronym(word: str) -> bool:
    """In the table of acronyms; letters and digits together (COVID19); a short word that no language knows."""
    from .linking.tables import is_acronym  # here, since only lists in capitals need it

    return is_acronym(word) or any(map(str.isdigit, word)) or (len(word) <= 5 and not _is_known(word))


def _is_known(word: str) -> bool:
    return any(languages.get(code).knows(word.casefold()) for code in languages.available())
