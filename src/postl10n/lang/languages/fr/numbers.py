# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""French."""

from __future__ import annotations

import re

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.lexicon import (
    DIGIT_YEARS,
    EURO_TIME,
    Idiom,
    Lexicon,
    after,
    before,
    dates,
    money_patterns,
    month_names,
    month_patterns,
    multiples,
    per,
    words,
)

_UNITS = {
    0: "zéro", 1: "un une", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf",
    10: "dix", 11: "onze", 12: "douze douzaine", 13: "treize", 14: "quatorze", 15: "quinze quinzaine", 16: "seize",
    20: "vingt vingts vingtaine", 30: "trente trentaine", 40: "quarante quarantaine", 50: "cinquante cinquantaine",
    60: "soixante soixantaine", 70: "septante", 80: "octante huitante", 90: "nonante",
}  # fmt: skip
_ORDINALS = {
    1: "premier première premiers premières", 2: "deuxième deuxièmes second seconde", 3: "troisième troisièmes",
    4: "quatrième quatrièmes", 5: "cinquième cinquièmes", 6: "sixième sixièmes", 7: "septième septièmes",
    8: "huitième huitièmes", 9: "neuvième neuvièmes", 10: "dixième dixièmes", 11: "onzième", 12: "douzième",
    13: "treizième", 14: "quatorzième", 15: "quinzième", 16: "seizième", 20: "vingtième", 30: "trentième",
    40: "quarantième", 50: "cinquantième", 60: "soixantième", 100: "centième centenaire",
}  # fmt: skip
_MONTHS = (
    "janvier|janv", "février|févr", "mars", "avril|avr", "mai", "juin", "juillet|juil", "août|aout", "septembre|sept(?=\\.)",
    "octobre|oct", "novembre|nov", "décembre|déc",
)  # fmt: skip
_TIME_UNITS = {
    "h": "heures?", "min": "minutes?", "s": "secondes?", "day": r"jours?(?: ouvr(?:és|ables))?|journées?", "week": "semaines?",
    "month": "mois", "year": "ans?|années?",
}  # fmt: skip
_PHYSICAL = {
    "kmh": "kilomètres?[ -](?:par |à l['’])heure", "kwh": "kilowatt-?heures?", "km2": "kilomètres? carrés?", "m2": "mètres? carrés?",
    "m3": "mètres? cubes?", "kg": "kilogrammes?|kilos?", "mg": "milligrammes?", "km": "kilomètres?", "cm": "centimètres?",
    "mm": "millimètres?", "m": "mètres?", "t": "tonnes?", "g": "grammes?", "lb": "livres?(?! sterling)", "oz": "onces?", "mi": "mil(?:le|e)s",
    "ft": "pieds?", "inch": "pouces?", "ha": "hectares?", "acre": "acres?", "l": "litres?", "ml": "millilitres?",
}  # fmt: skip
_MONEY = {
    "HKD": "dollars? (?:de )?Hong[ -]?Kong|dollars? hongkongais", "USD": r"dollars? (?:américains?|des États-Unis|US|É\.-U\.)|dollars? US", "MOP": "patacas?(?: de Macao)?",
    "CNY": "yuans?(?: chinois)?|renminbis?", "EUR": "euros?", "GBP": "livres? sterling", "JPY": "yens?(?: japonais)?",
    "RUB": "roubles? russes?", "BYN": "roubles? biélorusses?|roubles? bélarussiens?", "AUD": "dollars? australiens?", "CAD": "dollars? canadiens?",
    "SGD": "dollars? de Singapour", "CHF": "francs? suisses?", "DOLLAR": "dollars?", "RUBLE": "roubles?", "WON": "wons?",
    "KRONA": "couronnes?(?: suédoises?| norvégiennes?| danoises?| tchèques?| islandaises?)?", "FRANC": "francs?", "DINAR": "dinars?", "PESO": "pesos?", "RIAL": "r[iy]y?als?",
}  # fmt: skip
_LEAD = r"(?:d['’]|de |des )?"


def for_locale(locale: str) -> Lexicon:
    months, month = month_patterns(_MONTHS)
    money = {code: rf"{_LEAD}(?:{pattern})(?!\w)" for code, pattern in money_patterns(locale, _MONEY).items()}
    units = {code: rf"{_LEAD}(?:{pattern})(?!\w)" for code, pattern in {**_PHYSICAL, **_TIME_UNITS}.items()}
    return Lexicon(
        hundreds_as_cents=True,
        # XIXe siècle, XVIIIᵉ, XXIème.
        roman_ordinals=re.compile("(?P<numeral>[ivxl]+)(?:e|ᵉ|è|ème|ieme|ième)s?"),
        language="fr",
        words=words(
            units=_UNITS,
            scales={
                10: "dizaine",
                10**3: "mille millier",
                10**6: "million",
                10**9: "milliard",
                10**12: "billion",
            },
            plural_scales={10**3: "milliers", 10**6: "millions", 10**9: "milliards", 10**12: "billions"},
            vague={10: "dizaines douzaines", 100: "centaines"},
            ordinals=_ORDINALS,
            denominators={3: "tiers", 4: "quart quarts"},
            hundred="cent cents centaine",
            half="demi demie moitié",
            doubtful="neuf second seconde demi demie quart tiers moitié",
        ),
        conjunctions=frozenset({"et"}),
        fillers=frozenset({"de", "d"}),
        after=after(
            percent=r"points? de (?:pourcentage|%)|%|pour ?cent(?!\w)|points? de pourcentage|p\. ?100",
            times=r"fois(?!\w)",
            money=money,
            units=units,
            ordinal=r"(?:ers?|res?|e|es|èmes?|nde?)(?!\w)",
        ),
        before=before({}),
        per=per(
            r"\b(?:par|chaque|à la|à l['’]|de l['’]|le|au)\s*",
            {
                "h": "heure",
                "min": "minute",
                "day": "jour",
                "week": "semaine",
                "month": "mois",
                "year": "an",
                "kg": "kilo(?:gramme)?|kg",
                "g": "gramme",
                "t": "tonne",
                "km": "kilomètre",
                "lb": "livre",
            },
            {
                "day": r"\bquotidien(?:ne|s|nes|nement)?\b|\bjournalier\b",
                "week": r"\bhebdomadaires?\b",
                "month": r"\bmensuel(?:le|s|les|lement)?\b",
                "h": r"\bl['’]heure\b",
                "year": r"\bannuel(?:le|s|les|lement)?\b",
            },
        ),
        months=months,
        month_names=month_names(_MONTHS),
        dates=dates(month, of="de", between=r"\bau\b|\bet\b|\bà\b|\bou\b|\bet le\b|\bau\b", day="er"),
        years=re.compile(
            rf"{DIGIT_YEARS}|\b(?:en|depuis|dès|année|années|an|avant|après|à|et|de|jusqu['’]en|fin|début|exercice|vers)[ \u00a0](?P<year3>(?:1[5-9]|20)\d\d)(?![\d,.:]\d|\d|\s?%|[ \u00a0\u202f](?:\d{{3}}|millions|milliards|yuan|dollars|tonnes|kilo|m[èi]|km|kg|colis|envois))",
            re.IGNORECASE,
        ),
        decades=re.compile(
            r"\bannées (?:(?P<decade>(?:(?:1[5-9]|20)\d0|\d0))(?!\d)|(?P<w_90>quatre-vingt-dix)|(?P<w_80>quatre-vingts?)|(?P<w_70>soixante-dix)|(?P<w_60>soixante)|(?P<w_50>cinquante)|(?P<w_40>quarante)|(?P<w_30>trente)|(?P<w_20>vingt))",
            re.IGNORECASE,
        ),
        times=(
            EURO_TIME,
            re.compile(
                r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])\s?(?:h\b|heures\b(?= (?:du matin|et demie|précises)))(?: et (?P<half>demie))?|\b(?P<noon>midi)\b|\b(?P<midnight>minuit)\b",
                re.IGNORECASE,
            ),
        ),
        quarter_signs=("trimestre", "t1", "t2", "t3", "t4", "1t", "2t", "3t", "4t"),
        quarters=re.compile(
            r"\bT(?P<q>[1-4])\b|\b(?:(?P<q1>premier|1er)|(?P<q2>deuxième|second|2e|2ème|2nd)|(?P<q3>troisième|3e|3ème)|(?P<q4>quatrième|4e|4ème|dernier)) trimestre\b|\b(?P<qb>[1-4])T\b",
            re.IGNORECASE,
        ),
        range_between=re.compile(r"\s*(?:[-–~]|\bà\b|\bet\b|\bou\b)\s*\Z", re.IGNORECASE),
        half_more=re.compile(r"\s+et demie?\b", re.IGNORECASE),
        less=(
            re.compile(
                r"\b(?:rédui|diminu|baiss|recul|chut)\w*(?:\s+(?!(?:et|mais|quand|tandis)\b)\w+){0,2}\s+\Z"
            ),
            re.compile(r"\s+(?:moins|inférieure?s?|plus (?:petit|court|bas|lent|lég|faible)\w*)\b"),
        ),
        idioms=(
            Idiom(
                expression=re.compile(r"\bla totalité\b|\bl’intégralité\b|\bl.ensemble d", re.IGNORECASE),
                values=((ValueKind.PERCENT, "100"),),
            ),
            Idiom(
                expression=re.compile(
                    r"\b24 ?h(?:eures)?(?: ?/ ?| sur )24\b(?:(?:,| et)? (?:7 jours (?:sur|/) ?7|7j?/7))?|\b(?:7j?/7|7 jours sur 7)\b|\b24/7\b|\bjour et nuit\b",
                    re.IGNORECASE,
                ),
                values=((ValueKind.NUMBER, "24"), (ValueKind.NUMBER, "7")),
            ),
            Idiom(
                expression=re.compile(
                    r"\bDouble[ -](?:11|12|onze)\b|\b11[./]11\b|\b12[./]12\b|\bFête des célibataires\b|\b11 novembre\b(?= \(Double)",
                    re.IGNORECASE,
                ),
                values=(
                    (ValueKind.NUMBER, "11"),
                    (ValueKind.NUMBER, "12"),
                    (ValueKind.MONTH, "11"),
                    (ValueKind.DAY, "11"),
                ),
            ),
            Idiom(
                expression=re.compile(r"\b(?:tout|flambante?|à) neufs?\b|\bneufs\b|\bneuve\b", re.IGNORECASE)
            ),
            Idiom(
                expression=re.compile(
                    r"\b(?:premier|second|deuxième|1er|2e) semestre\b|\bsemestre\b|\bdemi-(?:année|journée)\b",
                    re.IGNORECASE,
                ),
                values=((ValueKind.NUMBER, "6"), (ValueKind.FRACTION, "0.5")),
            ),
            Idiom(
                expression=re.compile(r"\bla moitié\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/2"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bun tiers\b|\ble tiers\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/3"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bun quart\b|\ble quart\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/4"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bquinquennal\w*", re.IGNORECASE), values=((ValueKind.NUMBER, "5"),)
            ),
            Idiom(
                expression=re.compile(
                    r"\bun (?:nouveau|nouvelle)\b|\bl['’]une?\b|\btiers[ -]payant\b", re.IGNORECASE
                )
            ),
            *multiples(
                {
                    "2": r"\bdoubl(?:ée?s?|er|ent|ant|era|eront|ement)\b|\ble double\b",
                    "3": r"\btripl(?:ée?s?|er|ent|ant|era|eront|ement)\b|\ble triple\b",
                    "4": r"\bquadrupl(?:ée?s?|er|ent|ant|ement)\b|\ble quadruple\b",
                    "5": r"\bquintupl(?:ée?s?|er|ent|ant|ement)\b",
                    "10": r"\bdécupl(?:ée?s?|er|ent|ant|ement)\b",
                },
                half=r"\bde moitié\b|\bdivisée?s? par deux\b",
            ),
        ),
    )
