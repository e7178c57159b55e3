"""What the command line says, in tables, so that translations can follow: a line and an example for each command."""

from __future__ import annotations

SHORT = {
    "add": "Read files and folders into the corpus.",
    "list": "List the documents.",
    "show": "Show documents, section by section.",
    "remove": "Take documents out of the corpus.",
    "cite": "Write references to documents.",
    "search": "Find documents in all languages.",
    "kwic": "Show every occurrence in its context.",
    "concepts": "List concepts and decide about them.",
    "concepts show": "List concepts; this word may be left out.",
    "concepts accept": "Two labels name one concept.",
    "concepts reject": "Two labels do not name one concept.",
    "concepts merge": "The concepts of two labels are one.",
    "concepts rename": "A concept has another preferred label.",
    "concepts term": "A label is a term, though in no list.",
    "concepts drop": "A label is no term.",
    "concepts define": "Give a concept a definition.",
    "concepts note": "Give a concept a remark.",
    "concepts decisions": "List what was decided so far.",
    "glossary": "Write a glossary, or import one.",
    "glossary show": "Write the glossary; may be left out.",
    "glossary import": "Take terms from a file of your own.",
    "stats": "Count words; list frequencies, collocates.",
    "stats show": "Count documents and words; may be left out.",
    "stats words": "List words by frequency.",
    "stats collocates": "List what stands near a word.",
    "stats timeline": "Draw how often words occur, by year.",
    "stats dispersion": "Draw where in each document a word stands.",
    "explain": "Say why: word, edits, link, query.",
    "explain word": "Show the analyses of a word form.",
    "explain edits": "Show the repairs of a document.",
    "explain link": "Show why labels are one concept.",
    "explain query": "Show what a query is looked for as.",
    "paradigm": "Print all forms of a word.",
    "analyse": "Write a text as CoNLL-U.",
    "rebuild": "Make links, words or repairs anew.",
    "backup": "Copy the corpus and the decisions.",
    "doctor": "Check the installation and the corpus.",
}
"""Command → what the list of commands says of it: one sentence of up to 45 characters."""


def _example(*lines: str) -> str:
    return "\b\n" + ("Example:" if len(lines) == 1 else "Examples:") + "".join(f"\n  {line}" for line in lines)


EPILOG = {
    "kochmon": _example(
        "kochmon add articles/                      a folder into corpus.kochmon",
        'kochmon search "ички миграция" --explain   found in three languages',
        'kochmon kwic "чек ара" --columns ky,ru,en  side by side',
        "kochmon glossary --output glossary.xlsx    the terms, with their evidence",
    )
    + "\n\n'kochmon COMMAND --help' shows an example for each command.",
    "add": _example(
        "kochmon add articles/",
        "kochmon add thesis.pdf --set year=2019 'journal=Вестник БГУ'",
        "kochmon add articles/ --metadata zotero.bib --prune",
    ),
    "list": _example("kochmon list --format jsonl | head -3"),
    "show": _example("kochmon show remittances.txt --section abstract --language ru"),
    "remove": _example("kochmon remove drafts/old.docx"),
    "cite": _example("kochmon cite remittances.txt --page 7", "kochmon cite --style bibtex --output corpus.bib"),
    "search": _example(
        "kochmon search миграциясынын                     any form finds all",
        'kochmon search "внутренняя миграция" --explain   what is looked for',
        "kochmon search '\"эмгек рыногу\" AND year:2015-2020'",
        "kochmon search 'мигра*' --language ky -o hits.xlsx",
    ),
    "kwic": _example('kochmon kwic "чек ара" --sort R1', 'kochmon kwic "эмгек рыногу" --columns ky,ru,en'),
    "concepts": _example(
        'kochmon concepts "ички миграция"',
        'kochmon concepts reject "ky:насыя" "en:grant" --note "not paid back"',
        'kochmon concepts rename "ru:денежные переводы" "ru:денежный перевод"',
    ),
    "concepts show": _example("kochmon concepts --class order-only"),
    "concepts accept": _example('kochmon concepts accept "ky:укук" "ru:право"'),
    "concepts reject": _example('kochmon concepts reject "ky:насыя" "en:grant" --note "not paid back"'),
    "concepts merge": _example('kochmon concepts merge "en:labor market" "en:labour market"'),
    "concepts rename": _example('kochmon concepts rename "ru:денежные переводы" "ru:денежный перевод"'),
    "concepts term": _example('kochmon concepts term "ky:каттоо"'),
    "concepts drop": _example('kochmon concepts drop "en:profession" --in remittances.txt'),
    "concepts define": _example('kochmon concepts define "ru:мигрант" "человек, меняющий место жительства"'),
    "concepts note": _example('kochmon concepts note "en:law" "in the sense of a field of study"'),
    "concepts decisions": _example("kochmon concepts decisions --format jsonl"),
    "glossary": _example(
        "kochmon glossary --output glossary.tbx",
        "kochmon glossary --format tbx-basic --pair ky-ru -o ky-ru.tbx",
        "kochmon glossary import terms.xlsx",
    ),
    "glossary show": _example("kochmon glossary --output glossary.html"),
    "glossary import": _example("kochmon glossary import terms.xlsx"),
    "stats": _example(
        "kochmon stats", "kochmon stats words --language ky --limit 50", "kochmon stats collocates миграция"
    ),
    "stats show": _example("kochmon stats"),
    "stats words": _example("kochmon stats words --language ky --layer root --limit 50"),
    "stats collocates": _example("kochmon stats collocates миграция --language ky --window 3"),
    "stats timeline": _example('kochmon stats timeline "ички миграция" "чек ара" --output years.png'),
    "stats dispersion": _example("kochmon stats dispersion качкын --concepts --output refugees.svg"),
    "explain": _example(
        "kochmon explain word миграциясынын",
        "kochmon explain edits remittances.txt",
        'kochmon explain link "ички миграция"',
        'kochmon explain query "labour market"',
    ),
    "explain word": _example("kochmon explain word --language ky миграциясынын"),
    "explain edits": _example('kochmon explain edits remittances.txt --rule "line-end hyphen"'),
    "explain link": _example('kochmon explain link "ички миграция"'),
    "explain query": _example('kochmon explain query "labour market"'),
    "paradigm": _example("kochmon paradigm китеп", "kochmon paradigm иште --pos VERB --format tsv"),
    "analyse": _example(
        'kochmon analyse "Мигранттар шаарга көчүп келишти."', "kochmon analyse --language ky - < article.txt"
    ),
    "rebuild": _example("kochmon rebuild --analysis"),
    "backup": _example("kochmon backup copies/migration-2026.kochmon"),
    "doctor": _example("kochmon doctor --corpus migration.kochmon"),
}

MESSAGES = {
    "no_corpus": "there is no corpus at {path}; make one with: kochmon add FOLDER, or name one with --corpus",
    "no_file": "no such file or folder: {path}",
    "no_path": "no file or folder was named",
    "odd_encoding": "no text encoding named '{given}'; known are utf-8, cp1251, koi8-r, cp866, utf-16 and many more",
    "no_command": "no command named '{name}'.{hint} Known: {known}",
    "odd_format": "KOCHMON_FORMAT is '{name}'; known: {known}",
    "odd_ending": "no way to write '{name}': its ending should be {known}",
    "odd_years": "--year takes a year or a span of years, as 2019 or 2015-2020, not '{given}'",
    "odd_pair": "--pair takes two languages, as ky-ru, not '{given}'",
    "odd_label": "a label is written with its language, as \"ky:ички миграция\", not '{given}'",
    "no_text": "there is no text in it; write it in quotes",
    "one_page": "--page is that of one document; name it",
    "only_columns": "--columns names the languages, and the order is that of the texts: no --sort, no --language",
    "no_table_file": "a table is for the screen; name a format, or leave it to the ending of --output",
    "backup_on_itself": "{path} is the corpus itself; name another file or folder",
    "binary": "{format} is not for a terminal; name a file with --output",
    "not_written": "{path} could not be written: {reason}",
    "written": "written: {path}",
    "nothing_found": "nothing was found for '{query}'",
    "part": "{shown} of {total} {what}; --limit N shows more, --output FILE writes all",
    "added": "{documents} from {files}: {counts}",
    "nothing_to_read": "nothing to read",
    "skipped": "skipped: {path}: {reason}",
    "missing": "no longer there: {path} ({documents}); 'kochmon add --prune' takes such documents out",
    "linked": "{concepts} from the keyword lists",
    "interrupted": "stopped; what was read is in the corpus, and the same command goes on where it stopped",
    "no_paradigm": "the forms of {language} are not made here; paradigms are printed for Kyrgyz",
    "other_parts": "{word} is shown as {pos}; also: {others} (--pos)",
    "no_language": "the language of the text is not clear; name it with --language ky, ru or en",
    "unmatched": "{entries} of {path} fit none of these documents: {names}",
    "removed": "removed: {id} (its file stays where it is)",
    "decided": "written to {path}: {decision}",
    "decided_before": "{path} says so already: {decision}",
    "broken_decisions": "{error}; the decisions applied before hold until that line is mended",
    "unused": "changes nothing now: {decision}",
    "rebuilt": "{count} made anew",
    "no_lexicon": "there is no lexicon at {path}",
    "would_change": "{count} would have other lemmas",
    "up_to_date": "all documents were made by the rules of today",
    "backed_up": "copied to {path}",
    "imported": "{entries} read, {decisions} written to {path}",
    "stopped": "stopped",
}


def text(name: str, /, **values: object) -> str:
    """A message with its values."""
    return MESSAGES[name].format(**values)


def counted(count: int, thing: str) -> str:
    """How many things, in words.

    >>> counted(1, "document"), counted(0, "file"), counted(2, "entry"), counted(3, "lemma of ky")
    ('1 document', '0 files', '2 entries', '3 lemmas of ky')
    """
    return f"{count} {thing if count == 1 else plural(thing)}"


def plural(thing: str) -> str:
    """
    >>> plural("entry"), plural("row"), plural("form of ru")
    ('entries', 'rows', 'forms of ru')
    """
    noun, of, rest = thing.partition(" of ")
    return (f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s") + of + rest
