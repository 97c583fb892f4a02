"""The pipeline's verbs: extract, segment, terms, catalog, pretranslate, check, score, page.

Each is a pure package that exports its verb. They meet only in `model` and share only `lang`.
"""
