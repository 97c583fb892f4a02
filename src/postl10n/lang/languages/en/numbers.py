# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""English."""

from __future__ import annotations

import re

from postl10n.lang.languages.kinds import ValueKind
from postl10n.lang.languages.lexicon import (
    DIGIT_YEARS,
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
    0: "zero", 1: "one", 2: "two twice both double", 3: "three thrice triple", 4: "four", 5: "five", 6: "six", 7: "seven",
    8: "eight", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve dozen", 13: "thirteen", 14: "fourteen", 15: "fifteen",
    16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 30: "thirty", 40: "forty", 50: "fifty",
    60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety",
}  # fmt: skip
_ORDINALS = {
    1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
    10: "tenth", 11: "eleventh", 12: "twelfth", 13: "thirteenth", 14: "fourteenth", 15: "fifteenth", 16: "sixteenth",
    17: "seventeenth", 18: "eighteenth", 19: "nineteenth", 20: "twentieth", 30: "thirtieth", 40: "fortieth",
    50: "fiftieth", 60: "sixtieth", 70: "seventieth", 80: "eightieth", 90: "ninetieth", 100: "hundredth centenary",
}  # fmt: skip
_DENOMINATORS = {
    3: "thirds", 4: "quarters fourths", 5: "fifths", 6: "sixths", 7: "sevenths", 8: "eighths", 9: "ninths", 10: "tenths",
}  # fmt: skip
_MONTHS = (
    "January|Jan", "February|Feb", "(?<=in )March|(?<=of )March|March(?! (?:to|on|into|past|for)\\b)|Mar(?=\\.? \\d)", "April|Apr",
    "May(?= \\d)|(?<=\\d )May|(?<=in )May|(?<=of )May|(?<=since )May|(?<=to )May|(?<=until )May|(?<=last )May|(?<=from )May|(?<=late )May|(?<=early )May|(?<=this )May|(?<=by )May",
    "June|Jun", "July|Jul", "August|Aug", "September|Sept|Sep", "October|Oct", "November|Nov", "December|Dec",
)  # fmt: skip
_TIME_UNITS = {
    "h": "hours?|hrs?", "min": "minutes?|mins?", "s": "seconds?|secs?", "day": r"(?:working |business |calendar )?days?",
    "week": "weeks?", "month": "(?:calendar )?months?", "year": "years?",
}  # fmt: skip
_PHYSICAL = {
    "kmh": "kilomet(?:re|er)s? (?:per|an) hour", "mph": "miles (?:per|an) hour|mph",
    "kwh": "kilowatt[- ]hours?", "km2": "(?:square|sq)[- ]?kilomet(?:re|er)s?|sq km", "m2": "(?:square|sq)\\.?[- ]?(?:met(?:re|er)s?|m)",
    "m3": "cubic[- ]met(?:re|er)s?", "ft2": "(?:square|sq)[- ](?:feet|foot|ft)", "kg": "kilogram(?:me)?s?|kilos?", "mg": "milligrams?",
    "km": "kilomet(?:re|er)s?|kms?", "cm": "centimet(?:re|er)s?", "mm": "millimet(?:re|er)s?", "m": "met(?:re|er)s?",
    "t": "(?:metric )?tonn?es?|(?:metric )?tons?", "g": "gram(?:me)?s?", "lb": "pounds?(?! sterling)|lbs?", "oz": "ounces?",
    "mi": "miles?", "ft": "feet|foot", "inch": "inch(?:es)?", "ha": "hectares?", "acre": "acres?", "l": "lit(?:re|er)s?",
    "ml": "millilit(?:re|er)s?", "mu": "mu",
}  # fmt: skip
_MONEY = {
    "HKD": "Hong Kong dollars?", "USD": r"US dollars?|U\.S\. dollars?|American dollars?|dollars? US", "MOP": "(?:Macao |Macau |Macanese )?patacas?",
    "CNY": "(?:Chinese )?yuan|renminbi", "EUR": "euros?", "GBP": "pounds sterling|British pounds?", "JPY": "(?:Japanese )?yen",
    "RUB": "Russian roubles?|Russian rubles?", "BYN": "Belarus(?:ian|sian) roubles?|Belarus(?:ian|sian) rubles?", "AUD": "Australian dollars?",
    "CAD": "Canadian dollars?", "SGD": "Singapore dollars?", "TWD": "(?:New )?Taiwan dollars?", "CHF": "Swiss francs?", "BRL": "reais|Brazilian reals?",
    "DOLLAR": "dollars?", "RUBLE": "roubles?|rubles?", "WON": "won", "RIAL": "riyals?|rials?",
    "DINAR": "dinars?", "PESO": "pesos?", "KRONA": "(?:swedish |norwegian |danish |czech |icelandic )?kron(?:or|er|a|e|ur)", "FRANC": "francs?",
}  # fmt: skip


def for_locale(locale: str) -> Lexicon:
    months, month = month_patterns(_MONTHS)
    money = {code: rf"(?:{pattern})(?![A-Za-z])" for code, pattern in money_patterns(locale, _MONEY).items()}
    units = {code: rf"(?:{pattern})(?![A-Za-z])" for code, pattern in {**_PHYSICAL, **_TIME_UNITS}.items()}
    return Lexicon(
        language="en",
        words=words(
            units=_UNITS,
            scales={
                10**3: "thousand",
                10**6: "million mn mln",
                10**9: "billion bn bln",
                10**12: "trillion tn trn",
            },
            plural_scales={10**3: "thousands", 10**6: "millions", 10**9: "billions", 10**12: "trillions"},
            vague={10: "tens dozens scores", 100: "hundreds"},
            ordinals=_ORDINALS,
            denominators=_DENOMINATORS,
            hundred="hundred",
            half="half",
            doubtful="second first one both double triple half mn tn",
        ),
        conjunctions=frozenset({"and"}),
        fillers=frozenset({"of", "a", "an"}),
        after=after(
            percent=r"%|per ?cent(?:age points?)?(?![A-Za-z])|percentage points?|pct\b",
            times=r"times(?![A-Za-z])|-?fold(?![A-Za-z])",
            money=money,
            units=units,
            ordinal=r"(?:st|nd|rd|th)(?![A-Za-z])",
        ),
        before=before({}),
        per=per(
            r"\b(?:per|an?|each|every)\s+",
            {
                **_TIME_UNITS,
                "kg": "kilogram(?:me)?|kilo|kg",
                "g": "gram(?:me)?",
                "t": "tonne|ton",
                "km": "kilomet(?:re|er)",
                "lb": "pound",
            },
            {
                "h": r"\bhourly\b",
                "day": r"\bdaily\b",
                "week": r"\bweekly\b",
                "month": r"\bmonthly\b",
                "year": r"\bannually\b|\byearly\b|\bannual\b",
            },
        ),
        months=months,
        month_names=month_names(_MONTHS),
        dates=dates(
            month, of="of", between=r"\bto\b|\band\b|\bthrough\b|\buntil\b|\bor\b", day="st|nd|rd|th"
        ),
        years=re.compile(
            rf"{DIGIT_YEARS}|\b(?:in|since|by|from|until|till|during|before|after|year|of|between|to|and|through|than|in early|in late|mid-?|FY ?)[ -]?(?P<year3>(?:1[5-9]|20)\d\d)(?![\d,.:]\d|\d|s\b| ?[-–]?[a-z]*(?:pieces|parcels|items|people|staff|workers)|%|[ -](?:million|billion|thousand|hundred|percent|per cent|dollars|yuan|tonnes|tons|kilo|met|mile|km|kg))|\b(?P<year4>(?:1[5-9]|20)\d\d)(?= (?:financial|fiscal|edition|season|annual|report|levels?|figures?|target|results?|budget|census)|\)|, (?:the|revenue|it|he|she))",
            re.IGNORECASE,
        ),
        decades=re.compile(
            r"\b(?P<decade>(?:1[5-9]|20)?\d0)['’]?s\b|\b(?:(?P<w_20>twenties)|(?P<w_30>thirties)|(?P<w_40>forties)|(?P<w_50>fifties)|(?P<w_60>sixties)|(?P<w_70>seventies)|(?P<w_80>eighties)|(?P<w_90>nineties))\b",
            re.IGNORECASE,
        ),
        times=(
            re.compile(
                r"(?<![\d.,:])(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?\s?(?:(?P<am>a\.?m\b\.?)|(?P<pm>p\.?m\b\.?))(?!\w)|\b(?P<noon>noon|midday)\b|\b(?P<midnight>midnight)\b",
                re.IGNORECASE,
            ),
            re.compile(r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4]):(?P<minute>[0-5]\d)(?![\d:])"),
            re.compile(r"(?<![\d.,:])(?P<hour>1[0-2]|[1-9]) o['’]clock", re.IGNORECASE),
        ),
        quarter_signs=("q",),
        quarters=re.compile(
            r"\bQ(?P<q>[1-4])\b|\b(?:(?P<q1>first|1st)|(?P<q2>second|2nd)|(?P<q3>third|3rd)|(?P<q4>fourth|4th|last)) quarter\b",
            re.IGNORECASE,
        ),
        range_between=re.compile(r"\s*(?:[-–~]|\bto\b|\band\b|\bor\b)\s*\Z", re.IGNORECASE),
        half_more=re.compile(r"\s+and a half\b", re.IGNORECASE),
        less=(
            re.compile(
                r"\b(?:fell|fall|drop|decreas|declin|reduc|cut|shr[aiu]nk|lower)\w*(?:\s+(?!(?:and|but|while|as|when|whereas|although)\b)\w+){0,2}\s+\Z"
            ),
            re.compile(r"\s+(?:less|fewer|cheaper|smaller|lower|shorter|lighter|slower)\b"),
        ),
        shorthand=frozenset("km"),
        idioms=(
            Idiom(
                expression=re.compile(r"\bfully\b|\bentirely\b", re.IGNORECASE),
                values=((ValueKind.PERCENT, "100"),),
            ),
            Idiom(
                expression=re.compile(
                    r"\b24/7(?:/365)?\b|\b24x7\b|\b(?:a)?round[- ]the[- ]clock\b|\b24 hours a day\b(?:,? seven days a week|,? 7 days a week)?",
                    re.IGNORECASE,
                ),
                values=((ValueKind.NUMBER, "24"), (ValueKind.NUMBER, "7"), (ValueKind.NUMBER, "365")),
            ),
            Idiom(
                expression=re.compile(
                    r"\b(?:Double|Singles['’]? Day|618)(?:[ -](?:11|12|Eleven|Twelve))?\b(?! (?:the|digit))",
                    re.IGNORECASE,
                ),
                values=(
                    (ValueKind.NUMBER, "11"),
                    (ValueKind.NUMBER, "12"),
                    (ValueKind.MONTH, "11"),
                    (ValueKind.DAY, "11"),
                    (ValueKind.NUMBER, "11.11"),
                    (ValueKind.MONTH, "12"),
                    (ValueKind.DAY, "12"),
                    (ValueKind.NUMBER, "12.12"),
                    (ValueKind.NUMBER, "618"),
                    (ValueKind.NUMBER, "2"),
                ),
            ),
            # Quarters of a year that have passed are no fraction.
            Idiom(
                expression=re.compile(
                    r"\b(?:first|last|past|previous|next|final) (?:two|2) quarters\b", re.IGNORECASE
                ),
                values=((ValueKind.NUMBER, "2"), (ValueKind.NUMBER, "6")),
                certain=True,
                either=True,
            ),
            Idiom(
                expression=re.compile(
                    r"\b(?:first|last|past|previous|next|final) (?:three|3) quarters\b", re.IGNORECASE
                ),
                values=((ValueKind.NUMBER, "3"), (ValueKind.NUMBER, "9")),
                certain=True,
                either=True,
            ),
            Idiom(
                expression=re.compile(r"(?<!half )\ba dozen\b", re.IGNORECASE),
                values=((ValueKind.NUMBER, "12"), (ValueKind.NUMBER, "10")),
                certain=True,
                either=True,
            ),
            Idiom(expression=re.compile(r"\bFive-Year\b", re.IGNORECASE), values=((ValueKind.NUMBER, "5"),)),
            Idiom(
                expression=re.compile(
                    r"\bOne Belt,? One Road\b|\bone-stop\b|\bat once\b|\bone another\b|\bno one\b|\bsecond-hand\b|\bthird[- ]part(?:y|ies)\b|\bfirst[- ](?:class|mile)\b|\bby one\b",
                    re.IGNORECASE,
                )
            ),
            Idiom(
                expression=re.compile(
                    r"\b(?:first|second) half\b|\bhalf[- ]years?\b|\bhalf a year\b|\bhalf of (?:the|this|last) year\b",
                    re.IGNORECASE,
                ),
                values=(
                    (ValueKind.NUMBER, "6"),
                    (ValueKind.FRACTION, "0.5"),
                    (ValueKind.MONTH, "6"),
                    (ValueKind.MONTH, "1"),
                ),
            ),
            Idiom(
                expression=re.compile(r"\b(?:one|a)[- ]third\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/3"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(
                    r"\b(?:one|a)[- ](?:quarter|fourth)\b(?! (?:of an hour|past|to|later|earlier|ago|century))",
                    re.IGNORECASE,
                ),
                values=((ValueKind.FRACTION, "1/4"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bone[- ]fifth\b|\ba fifth of\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/5"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bone[- ]tenth\b|\ba tenth of\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/10"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(
                    r"\bhalf (?:of|the|its|their|all|our|as (?:many|much))\b|\bone[- ]half\b", re.IGNORECASE
                ),
                values=((ValueKind.FRACTION, "1/2"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\ba year and a half\b", re.IGNORECASE),
                values=((ValueKind.NUMBER, "1.5"),),
                certain=True,
                unit="year",
            ),
            Idiom(
                expression=re.compile(r"\ban? (?:month|week|day|hour|decade) and a half\b", re.IGNORECASE),
                values=((ValueKind.NUMBER, "1.5"),),
                certain=True,
            ),
            *multiples(
                {
                    "2": r"\bdoubl(?:ed|es|ing)\b|\b(?:to|will|would|could|may|should) double\b|\btwo-?fold\b|\btwice as (?:many|much|high|large|long)\b",
                    "3": r"\b(?:tripl|trebl)(?:ed|es|ing)\b|\b(?:to|will|would|could|may|should) (?:triple|treble)\b|\bthree-?fold\b",
                    "4": r"\bquadrupl(?:ed|es|ing|e)\b|\bfour-?fold\b",
                    "5": r"\bquintupl(?:ed|es|ing|e)\b|\bfive-?fold\b",
                    "10": r"\bten-?fold\b",
                },
                half=r"\bhalv(?:ed|es|ing|e)\b|\b(?:by|in) half\b",
            ),
        ),
    )
