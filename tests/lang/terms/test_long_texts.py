"""Terms in a document are found by an index of its words; the same as word by word."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from postl10n.files.glossary_yaml.parse import parse_file
from postl10n.files.po import parse_po
from postl10n.lang.languages import morphology
from postl10n.lang.terms import verify
from postl10n.lang.terms.usage import term_uses
from postl10n.model.glossary import Term

ROOT = Path(__file__).parents[3]
LOCALES = ["ru", "fr", "pt_PT", "es"]


def words(locale: str) -> list[str]:
    """Words of the sample's translations, in lower case."""
    catalogs = sorted((ROOT / "locales" / locale / "LC_MESSAGES").glob("*.po"))
    texts = [
        entry.msgstr[0]
        for path in catalogs
        for entry in parse_po(path.read_bytes(), path=path.name).catalog.active()
    ]
    return sorted({found[0].lower() for text in texts for found in verify.WORD.finditer(text)})


@pytest.mark.parametrize("locale", LOCALES)
def test_documents_are_judged_like_sentences(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    terms = [
        term
        for path in sorted((ROOT / "glossary").glob("*.yaml"))
        for concept in parse_file(path.read_bytes(), path=path.name)[0]
        for term in concept.terms.get(locale, ())
    ]
    catalogs = sorted((ROOT / "locales" / locale / "LC_MESSAGES").glob("*.po"))
    documents = [
        "\n".join(entry.msgstr[0] for entry in parse_po(path.read_bytes(), path=path.name).catalog.active())
        for path in catalogs
    ]
    terms = terms[::3]
    documents = [text for text in documents if text.strip()][:1]
    assert terms
    assert documents
    indexed = [verify.uses_of(term, text, locale) for term in terms for text in documents]
    monkeypatch.setattr(verify, "_MANY_WORDS", 10**9)
    assert indexed == [verify.uses_of(term, text, locale) for term in terms for text in documents]
    assert any(indexed)


@pytest.mark.parametrize("locale", [*LOCALES, "en"])
def test_forms_begin_alike_or_share_a_key(locale: str) -> None:
    kind = morphology(locale)
    assert kind.begins_alike
    known = words(locale if locale in LOCALES else "fr")[::11][:100]
    for term in known:
        keys = set(kind.term_keys(term))
        for word in known:
            if (
                kind.same(term, word, alone=True)
                or kind.same(term, word, alone=False)
                or kind.alike(term, word)
            ):
                assert word.startswith(term[:3]) or not keys.isdisjoint(kind.keys(word)), (term, word)


@pytest.mark.no_cover
def test_many_uses_of_a_guarded_term_take_linear_time() -> None:
    term = Term(text="邮件", not_inside=("邮件处理中心",))

    def seconds(uses: int) -> float:
        text = "邮件" * uses
        start = time.process_time()
        assert len(term_uses((term,), text, "zh_Hans")) == uses
        return time.process_time() - start

    seconds(20)
    # Eight times the uses may take thirty times as long on a busy machine; quadratic code takes sixty-four.
    assert seconds(8_000) < max(0.5, 30 * seconds(1_000))
