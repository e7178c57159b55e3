"""HTML, to read and to print: one page that asks nothing of the network and runs no script.

Entries in the order of the first language; an index by each language's own alphabet; every word is marked
with its language, so that screen readers pronounce it and browsers hyphenate it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape as _escape

from .. import languages
from ..concepts import Example, LinkClass, TermEntry, sure
from ..errors import UnknownName
from ..glossary import initial, sort_key
from ._common import Names, clean, definition, marked, note, one_line, select, source
from .base import Exporter, Layout

_LINKS: Mapping[LinkClass, str] = {
    LinkClass.ACCEPTED: "a person said so",
    LinkClass.STRONG: "several independent reasons",
    LinkClass.REVIEW: "some reason; not checked by a person",
    LinkClass.ORDER_ONLY: "the same place in two keyword lists, nothing else",
}

_STYLE = """
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1d1f21; --pale: #5c6066; --line: #d9d5cb;
  --card: #ffffff; --accent: #7a2f1d; --mark: #ffe9a8; --mark-ink: #1d1f21; }
@media (prefers-color-scheme: dark) { :root { --paper: #17181a; --ink: #e6e3dc; --pale: #a3a6ab; --line: #36383c;
  --card: #1f2124; --accent: #f0a58f; --mark: #6b5312; --mark-ink: #fff6da; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 "Noto Serif", "PT Serif", Georgia, "Times New Roman", serif; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.35rem; margin: 3rem 0 1rem; }
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.pale, .use, cite { color: var(--pale); font-style: normal; font-size: .875rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: 1rem 0 0; padding: 0; }
.skip { position: absolute; left: -100vw; } .skip:focus { position: static; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; margin: 0 0 1rem;
  padding: 1rem 1.25rem; break-inside: avoid; }
article:target { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.languages { display: grid; gap: 1rem 2rem; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); }
.gap { margin: 0; }
h3 { display: inline; font-size: 1.15rem; margin: 0; overflow-wrap: anywhere; }
.code { color: var(--pale); font: .75rem/1 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .05em;
  margin-right: .5rem; text-transform: uppercase; }
section.language > p, blockquote { hyphens: auto; margin: .5rem 0 0; overflow-wrap: anywhere; }
blockquote { border-left: 3px solid var(--line); padding-left: .75rem; }
blockquote cite { display: block; }
mark { background: var(--mark); border-radius: .15em; color: var(--mark-ink); padding: 0 .1em; }
.trust { border-top: 1px solid var(--line); color: var(--pale); font-size: .8125rem; margin: .9rem 0 0;
  padding-top: .5rem; overflow-wrap: anywhere; }
.index { columns: 15rem; column-gap: 2rem; list-style: none; margin: 0; padding: 0; }
.index li { break-inside: avoid; overflow-wrap: anywhere; }
.index .letter { break-after: avoid; color: var(--pale); font-weight: bold; margin-top: .75rem; }
@media print { :root { --paper: #fff; --card: #fff; --ink: #000; --pale: #444; --accent: #000; --mark: none; }
  body { max-width: none; padding: 0; font-size: 10pt; } nav, .skip { display: none; } a { text-decoration: none; }
  article { border-width: 0 0 1px; border-radius: 0; padding: .5rem 0; }
  mark { background: none; color: inherit; font-weight: bold; } }
"""

_COLUMNS = "@media (min-width: 50rem), print { .languages { grid-template-columns: repeat(%d, minmax(0, 1fr)); } }\n"


def write(entries: Sequence[TermEntry], layout: Layout) -> bytes:
    names = Names()
    chosen = [(names.of(entry.id), entry) for entry in select(entries, layout)]
    title = escape(one_line(layout.title))
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title>",
        f"<style>{_STYLE}{_COLUMNS % len(layout.columns)}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#entries">To the entries</a>',
        "<header>",
        f"<h1>{title}</h1>",
        f'<p class="pale">{_summary(chosen, layout)}</p>',
        *_navigation(layout),
        "</header>",
        "<main>",
        '<h2 id="entries">Entries</h2>',
        *(line for name, entry in chosen for line in _article(name, entry, layout)),
        *(line for code in layout.columns for line in _index(chosen, code)),
        "</main>",
        "</body>",
        "</html>",
    ]
    return ("\n".join(parts) + "\n").encode("utf-8")


def escape(text: str) -> str:
    return _escape(clean(text))


def _named(code: str) -> str:
    """A language as it calls itself."""
    try:
        name = languages.get(code).native_name
    except UnknownName:
        name = code
    return f'<span lang="{escape(code)}">{escape(name)}</span>'


def _summary(chosen: Sequence[tuple[str, TermEntry]], layout: Layout) -> str:
    counts = [f"{_named(code)} {sum(len(e.terms.get(code, ())) for _, e in chosen)}" for code in layout.columns]
    noun = "entry" if len(chosen) == 1 else "entries"
    return f"{len(chosen)} {noun} · terms: {', '.join(counts)}"


def _navigation(layout: Layout) -> Iterator[str]:
    yield '<nav aria-label="Parts of this page"><ul>'
    yield '<li><a href="#entries">Entries</a></li>'
    for code in layout.columns:
        yield f'<li><a href="#index-{escape(code)}">Index: {_named(code)}</a></li>'
    yield "</ul></nav>"


# --- entries -------------------------------------------------------------------------------------------------


def _article(name: str, entry: TermEntry, layout: Layout) -> Iterator[str]:
    yield f'<article id="entry-{escape(name)}"><div class="languages">'
    for code in layout.columns:
        yield from _language(entry, code) if code in entry.terms else _gap(code)
    yield "</div>"
    yield f'<p class="trust">{_trust(entry)}{_sources(entry.documents)}</p>'
    yield "</article>"


def _trust(entry: TermEntry) -> str:
    if len(entry.terms) == 1:
        return "In one language only"
    trust = sure(entry.confidence, entry.link_class)
    return f"Link: {entry.link_class.value} ({_LINKS[entry.link_class]}), confidence {trust}"


_SOURCES_SHOWN = 3


def _sources(documents: Sequence[str]) -> str:
    shown = ", ".join(escape(one_line(document)) for document in documents[:_SOURCES_SHOWN])
    more = len(documents) - _SOURCES_SHOWN
    return f" · from {shown}" + (f" and {more} more" if more > 0 else "") if documents else ""


def _gap(code: str) -> Iterator[str]:
    """The place of a language that an entry lacks, so that the columns stay in line."""
    yield f'<p class="gap"><span class="code">{escape(code)}</span><span class="pale">no term</span></p>'


def _language(entry: TermEntry, code: str) -> Iterator[str]:
    first, *others = entry.terms[code]
    yield f'<section class="language" lang="{escape(code)}">'
    yield f'<span class="code" aria-hidden="true">{escape(code)}</span><h3>{escape(one_line(first.text))}</h3>'
    if others:
        yield f"<p>{escape('; '.join(one_line(term.text) for term in others))}</p>"
    if first.frequency:
        documents = "document" if first.documents == 1 else "documents"
        yield f'<p class="use" lang="en">{first.frequency} × in {first.documents} {documents}</p>'
    for text in filter(None, (definition(entry, code), note(entry, code))):
        yield f"<p>{escape(text)}</p>"
    for term in entry.terms[code]:
        for example in term.examples:
            yield f"<blockquote>{_sentence(example)} <cite>{escape(source(example))}</cite></blockquote>"
    yield "</section>"


def _sentence(example: Example) -> str:
    return "".join(f"<mark>{escape(piece)}</mark>" if match else escape(piece) for piece, match in marked(example))


# --- index ---------------------------------------------------------------------------------------------------


def _index(chosen: Sequence[tuple[str, TermEntry]], code: str) -> Iterator[str]:
    """All terms of a language, alternatives too, each leading to its entry."""
    terms = [(one_line(term.text), name) for name, entry in chosen for term in entry.terms.get(code, ())]
    key = sort_key(code)
    yield f'<h2 id="index-{escape(code)}">Index: {_named(code)}</h2>'
    yield f'<ul class="index" lang="{escape(code)}">'
    letter = ""
    for text, name in sorted(terms, key=lambda found: (key(found[0]), found[1])):
        if initial(text) != letter:
            letter = initial(text)
            yield f'<li class="letter" aria-hidden="true">{escape(letter)}</li>'
        yield f'<li><a href="#entry-{escape(name)}">{escape(text)}</a></li>'
    yield "</ul>"


EXPORTER = Exporter("html", (".html", ".htm"), write, description="one page to read and to print")
