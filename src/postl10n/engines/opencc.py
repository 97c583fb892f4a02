"""Chinese from one script or region to another with OpenCC: the same words in other characters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from postl10n.engines.answers import usable
from postl10n.engines.settings import EngineSetting, Settings
from postl10n.errors import EngineError, EngineSettingsError
from postl10n.lang.locales import cldr, language_subtag, script
from postl10n.model.project import EngineAnswer, EngineAsk

SETTINGS: tuple[EngineSetting, ...] = ()

# OpenCC's configurations by the standards of source and target, applied in sequence. `s` is Simplified, `t` OpenCC's
# own Traditional, `tw` and `hk` the standards of Taiwan and Hong Kong; `p` replaces words as well as characters.
_STEPS: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType(
    {
        ("s", "t"): ("s2t",),
        ("s", "tw"): ("s2twp",),
        ("s", "hk"): ("s2hk",),
        ("t", "s"): ("t2s",),
        ("tw", "s"): ("tw2sp",),
        ("hk", "s"): ("hk2s",),
        ("t", "tw"): ("t2tw",),
        ("t", "hk"): ("t2hk",),
        ("tw", "t"): ("tw2t",),
        ("hk", "t"): ("hk2t",),
        ("tw", "hk"): ("tw2t", "t2hk"),
        ("hk", "tw"): ("hk2t", "t2tw"),
    }
)
# Macao uses the characters of Hong Kong; its own words are in the glossary.
_STANDARDS = MappingProxyType({"TW": "tw", "HK": "hk", "MO": "hk"})


class OpenCCEngine:
    """The conversion engine for the Chinese locales."""

    knows_terms = False

    def __init__(self, name: str, locale: str, steps: Sequence[Callable[[str], str]]) -> None:
        self.name = name
        self._locale = locale
        self._steps = steps

    def translate(self, asks: Sequence[EngineAsk]) -> Iterator[EngineAnswer | None]:
        for ask in asks:
            text = ask.text
            for step in self._steps:
                text = step(text)
            line = usable(ask, text, self._locale)
            yield EngineAnswer(text=line) if line else None

    def close(self) -> None:
        """Do nothing: no process or connection is open."""


def open_engine(
    settings: Settings, source_locale: str, locale: str, _environ: Mapping[str, str]
) -> OpenCCEngine:
    """Return the engine. Raises EngineError for a pair that is not both Chinese, and if OpenCC is not installed."""
    if language_subtag(source_locale) != "zh" or language_subtag(locale) != "zh":
        raise EngineSettingsError(f"engine {settings.name}: OpenCC only turns Chinese into Chinese")
    pair = _standard(source_locale), _standard(locale)
    if pair[0] != pair[1] and pair not in _STEPS:
        raise EngineSettingsError(f"engine {settings.name}: OpenCC has no {source_locale} → {locale}")
    try:
        # Six megabytes of dictionaries, in an extra of its own.
        from opencc import OpenCC
    except ImportError as error:
        raise EngineError(
            f"engine {settings.name}: OpenCC is not installed; pip install 'postl10n[zh]'"
        ) from error
    steps = [OpenCC(config).convert for config in _STEPS.get(pair, ())]
    return OpenCCEngine(settings.name, locale, steps)


def _standard(locale: str) -> str:
    if script(locale) == "Hans":
        return "s"
    return _STANDARDS.get(cldr(locale).split("_")[-1], "t")
