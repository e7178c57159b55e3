"""What the command line says, in one table, so that translations can follow; and an example for each command."""

from __future__ import annotations

_EXAMPLE = "\b\nExample:\n"

EPILOG = {
    "kochmon": """\b
Examples:
  kochmon add articles/                       read a folder into corpus.kochmon
  kochmon search "ички миграция" --explain    find it in Kyrgyz, Russian and English
  kochmon kwic "чек ара" --columns ky,ru,en   a concordance in three columns
  kochmon glossary --output glossary.xlsx     the terms with their evidence
\b
'kochmon COMMAND --help' shows an example for each command.""",
    "add": _EXAMPLE + "  kochmon add articles/ --set year=2019 'journal=Вестник БГУ' --metadata zotero.bib",
    "list": _EXAMPLE + "  kochmon list --format jsonl | head -3",
    "show": _EXAMPLE + "  kochmon show remittances.txt --section abstract --language ru",
    "remove": _EXAMPLE + "  kochmon remove drafts/old.docx",
    "cite": _EXAMPLE + "  kochmon cite remittances.txt --style gost",
    "search": """\b
Examples:
  kochmon search миграциясынын                       any form finds every form
  kochmon search "внутренняя миграция" --explain     what is looked for, and why
  kochmon search '"эмгек рыногу" AND year:2015-2020' phrases, AND OR NOT, fields
  kochmon search 'мигра*' --language ky -o hits.xlsx  a beginning; all hits to a file""",
    "kwic": """\b
Examples:
  kochmon kwic "чек ара" --sort R1
  kochmon kwic "эмгек рыногу" --columns ky,ru,en      side by side in three languages""",
    "concepts": """\b
Examples:
  kochmon concepts "ички миграция"
  kochmon concepts reject "ky:ички миграция" "ru:внешняя миграция" --note "wrong order in print"
  kochmon concepts rename "ru:денежные переводы" "ru:денежный перевод\"""",
    "glossary": """\b
Examples:
  kochmon glossary --output glossary.tbx              the ending decides: .csv .xlsx .jsonl .md .html .tbx
  kochmon glossary --format tbx-basic --pair ky-ru -o ky-ru.tbx
  kochmon glossary import terms.xlsx                  terms of your own, as decisions""",
    "stats": """\b
Examples:
  kochmon stats
  kochmon stats words --language ky --limit 50
  kochmon stats collocates миграция --language ky""",
    "explain": """\b
Examples:
  kochmon explain word --language ky миграциясынын
  kochmon explain edits remittances.txt
  kochmon explain link "ички миграция"
  kochmon explain query "labour market\"""",
    "rebuild": _EXAMPLE + "  kochmon rebuild --analysis",
    "backup": _EXAMPLE + "  kochmon backup copies/migration-2026.kochmon",
    "doctor": _EXAMPLE + "  kochmon doctor",
}

MESSAGES = {
    "nothing_found": "nothing was found for {query!r}",
    "spread_out": "no document holds {query!r}",
    "added": "{documents} from {files}: {counts}",
    "skipped": "skipped: {path}: {reason}",
    "missing": "no longer there: {path} ({documents}); 'kochmon add --prune' takes such documents out",
    "linked": "{concepts} from the keyword lists",
    "interrupted": "stopped; what was read is in the corpus, and the same command goes on where it stopped",
    "removed": "removed: {id} (its file stays where it is)",
    "decided": "written to {path}: {decision}",
    "decided_before": "{path} says so already: {decision}",
    "unused": "changes nothing now: {decision}",
    "rebuilt": "{count} made anew",
    "up_to_date": "all documents were made by the rules of today",
    "backed_up": "copied to {path}",
    "imported": "{entries} read, {decisions} written to {path}",
}


def text(name: str, **values: object) -> str:
    """A message with its values."""
    return MESSAGES[name].format(**values)


def counted(count: int, thing: str) -> str:
    """``1 document``, ``3 documents``, ``2 entries``."""
    if count == 1:
        return f"1 {thing}"
    return f"{count} {thing[:-1]}ies" if thing.endswith("ry") else f"{count} {thing}s"
