"""How Kyrgyz builds its words: sounds, suffix classes, stems, and the choice among readings.

``phonology`` which shape a suffix takes · ``grammar`` which suffix may follow which (``data/ky/grammar.tsv``) ·
``lexicon`` the stems (``data/ky/lexicon/``) · ``analyzer`` form → readings · ``paradigm`` lemma → forms.
"""
