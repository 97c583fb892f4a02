# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""Portuguese."""

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
    0: "zero", 1: "um uma", 2: "dois duas ambos ambas", 3: "três", 4: "quatro", 5: "cinco", 6: "seis", 7: "sete", 8: "oito",
    9: "nove", 10: "dez", 11: "onze", 12: "doze dúzia", 13: "treze", 14: "catorze quatorze", 15: "quinze quinzena",
    16: "dezasseis dezesseis", 17: "dezassete dezessete", 18: "dezoito", 19: "dezanove dezenove", 20: "vinte", 30: "trinta",
    40: "quarenta", 50: "cinquenta", 60: "sessenta", 70: "setenta", 80: "oitenta", 90: "noventa", 100: "cem cento centena",
    200: "duzentos duzentas", 300: "trezentos trezentas", 400: "quatrocentos quatrocentas", 500: "quinhentos quinhentas",
    600: "seiscentos seiscentas", 700: "setecentos setecentas", 800: "oitocentos oitocentas", 900: "novecentos novecentas",
}  # fmt: skip
_ORDINALS = {
    1: "primeiro primeira primeiros primeiras", 2: "segundo segunda segundos", 3: "terceiro terceira", 4: "quarto quarta quartos",
    5: "quinto quinta quintos", 6: "sexto sexta", 7: "sétimo sétima", 8: "oitavo oitava", 9: "nono nona",
    10: "décimo décima", 11: "undécimo", 12: "duodécimo", 20: "vigésimo vigésima", 30: "trigésimo trigésima",
    40: "quadragésimo", 50: "quinquagésimo cinquentenário", 100: "centésimo centenário",
}  # fmt: skip
_MONTHS = (
    "janeiro|jan", "fevereiro|fev", "março|mar(?=\\.)", "abril|abr", "maio", "junho|jun", "julho|jul", "agosto|ago", "setembro|set(?=\\.)",
    "outubro|out(?=\\.)", "novembro|nov", "dezembro|dez(?=\\.? de \\d{4})",
)  # fmt: skip
_TIME_UNITS = {
    "h": "horas?", "min": "minutos?", "s": "segundos", "day": r"dias?(?: (?:úteis|corridos))?", "week": "semanas?",
    "month": "m[êe]s(?:es)?", "year": "anos?",
}  # fmt: skip
_PHYSICAL = {
    "kmh": "quil[óô]metros? (?:por|à) hora", "kwh": "quilowatts?[ -]hora", "km2": "quil[óô]metros? quadrados?", "m2": "metros? quadrados?",
    "m3": "metros? cúbicos?", "kg": "quilogramas?|quilos?", "mg": "miligramas?", "km": "quil[óô]metros?", "cm": "centímetros?",
    "mm": "milímetros?", "m": "metros?", "t": "toneladas?", "g": "gramas?", "lb": "libras?(?! esterlinas?)", "oz": "onças?", "mi": "milhas?",
    "ft": "pés?", "inch": "polegadas?", "ha": "hectares?", "acre": "acres?", "l": "litros?", "ml": "mililitros?",
}  # fmt: skip
_MONEY = {
    "HKD": "d[óô]lar(?:es)? (?:de )?Hong[ -]?Kong", "USD": r"d[óô]lar(?:es)? (?:norte-)?(?:americanos?|dos EUA|dos Estados Unidos|estado-unidenses|estadunidenses)", "MOP": "patacas?(?: de Macau)?",
    "CNY": "yuans?(?: chineses)?|yuan|renminbis?", "EUR": "euros?", "GBP": "libras? esterlinas?", "JPY": "[iy]enes?(?: japoneses)?|ienes",
    "RUB": "rublos? russos?", "BYN": "rublos? bielorrussos?", "AUD": "d[óô]lar(?:es)? australianos?", "CAD": "d[óô]lar(?:es)? canadianos?",
    "SGD": "d[óô]lar(?:es)? de Singapura", "CHF": "francos? suíços?", "BRL": "reais|real", "DOLLAR": "d[óô]lar(?:es)?", "RUBLE": "rublos?",
    "WON": "wons?", "KRONA": "coroas?(?: suecas?| norueguesas?| dinamarquesas?| checas?| islandesas?)?", "FRANC": "francos?", "DINAR": "dinar(?:es)?", "PESO": "pesos?", "RIAL": "ri(?:y)?ais|rial",
}  # fmt: skip
_LEAD = r"(?:de )?"


def for_locale(locale: str) -> Lexicon:
    months, month = month_patterns(_MONTHS)
    money = {code: rf"{_LEAD}(?:{pattern})(?!\w)" for code, pattern in money_patterns(locale, _MONEY).items()}
    units = {code: rf"{_LEAD}(?:{pattern})(?!\w)" for code, pattern in {**_PHYSICAL, **_TIME_UNITS}.items()}
    # Portugal, Macao and Africa count in the long scale, Brazil in the short one.
    long_scale = not locale.endswith("BR")
    billion, trillion = (10**12, 10**18) if long_scale else (10**9, 10**12)
    return Lexicon(
        language="pt",
        words=words(
            units=_UNITS,
            scales={
                10: "dezena",
                10**3: "mil milhar",
                10**6: "milhão",
                billion: "bilião" if long_scale else "bilhão bilião",
                trillion: "trilião trilhão" if not long_scale else "trilião",
            }
            | ({10**9: "bilhão"} if long_scale else {}),
            plural_scales={
                10**3: "milhares",
                10**6: "milhões",
                billion: "biliões" if long_scale else "bilhões biliões",
                trillion: "triliões" if long_scale else "trilhões triliões",
            }
            | ({10**9: "bilhões"} if long_scale else {}),
            vague={10: "dezenas dúzias", 100: "centenas centos"},
            ordinals=_ORDINALS,
            denominators={3: "terço terços terças", 4: "quartos quartas", 5: "quintas", 10: "décimas"},
            half="meio meia metade",
            doubtful="terças quartas quintas segundo segunda segundos quarto quarta quinta sexta meio meia metade dezena centena",
        ),
        conjunctions=frozenset({"e"}),
        fillers=frozenset({"de"}),
        after=after(
            percent=r"%|por ?cento(?!\w)|pontos? percentua(?:l|is)",
            times=r"vezes(?!\w)|vez(?!\w)",
            money=money,
            units=units,
            ordinal=r"\.?[ºªoa](?!\w)",
        ),
        before=before({}),
        per=per(
            r"\b(?:por|cada|a cada|à|ao|na|no)\s+",
            {
                "h": "hora",
                "min": "minuto",
                "day": "dia",
                "week": "semana",
                "month": "m[êe]s",
                "year": "ano(?! passado| corrente)",
                "kg": "quilo(?:grama)?|kg",
                "g": "grama",
                "t": "tonelada",
                "km": "quil[óô]metro",
                "lb": "libra",
            },
            {
                "day": r"\bdiári(?:os?|as?)\b|\bdiariamente\b",
                "week": r"\bsemana(?:l|is|lmente)\b",
                "month": r"\bmensa(?:l|is|lmente)\b",
                "year": r"\banua(?:l|is|lmente)\b",
            },
        ),
        months=months,
        month_names=month_names(_MONTHS),
        dates=dates(
            month, of="de|do", between=r"\ba\b|\be\b|\baté\b|\bou\b|\bao\b|\be a\b|\ba\b", day=r"\.?[ºo]"
        ),
        years=re.compile(
            rf"{DIGIT_YEARS}|\b(?:em|desde|até|ano|anos|de|a|e|do|para|entre|exercício)[ \u00a0](?P<year3>(?:1[5-9]|20)\d\d)(?![\d,.:]\d|\d|\s?%|[ \u00a0\u202f](?:\d{{3}}|mil|yuan|dólar|tonelada|quil|met|km|kg|encomendas|objectos|objetos|trabalhadores|pessoas))",
            re.IGNORECASE,
        ),
        decades=re.compile(
            r"\b(?:anos|década de|os anos) (?:(?P<decade>(?:1[5-9]|20)\d0|\d0)(?![\d,.]\d|\d|\s?%)|(?P<w_90>noventa)|(?P<w_80>oitenta)|(?P<w_70>setenta)|(?P<w_60>sessenta)|(?P<w_50>cinquenta)|(?P<w_40>quarenta)|(?P<w_30>trinta)|(?P<w_20>vinte))",
            re.IGNORECASE,
        ),
        times=(
            EURO_TIME,
            re.compile(
                r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])\s?h\b|(?<![\d.,:])(?P<hour3>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?:(?P<am>a\.? ?m\b\.?|(?:horas )?da (?:manhã|madrugada))|(?P<pm>p\.? ?m\b\.?|(?:horas )?da (?:tarde|noite)))|\b(?P<noon>meio-dia)\b|\b(?P<midnight>meia-noite)\b|(?<=\b[àa]s )(?P<hour2>[01]?\d|2[0-4])(?: horas)?(?= [àa]s\b| e\b|,|\.)",
                re.IGNORECASE,
            ),
        ),
        quarter_signs=("trimestre", "t1", "t2", "t3", "t4", "1t", "2t", "3t", "4t"),
        quarters=re.compile(
            r"\bT(?P<q>[1-4])\b|\b(?:(?P<q1>primeiro|1\.?º)|(?P<q2>segundo|2\.?º)|(?P<q3>terceiro|3\.?º)|(?P<q4>quarto|4\.?º|último)) trimestre\b|\b(?P<qb>[1-4])T\b",
            re.IGNORECASE,
        ),
        range_between=re.compile(r"\s*(?:[-–~]|\ba\b|\be\b|\bou\b)\s*\Z", re.IGNORECASE),
        half_more=re.compile(r"\s+e mei[ao]\b", re.IGNORECASE),
        less=(
            re.compile(
                r"\b(?:reduz|diminu|ca[ií]|baix|desceu|descer)\w*(?:\s+(?!(?:e|mas|quando|enquanto)\b)\w+){0,2}\s+\Z"
            ),
            re.compile(
                r"\s+(?:menos|menor(?:es)?|inferior(?:es)?|mais (?:barat|curt|pequen|baix|lev|lent)\w+)\b"
            ),
        ),
        idioms=(
            Idiom(
                expression=re.compile(r"\ba totalidade\b|\bna totalidade\b", re.IGNORECASE),
                values=((ValueKind.PERCENT, "100"),),
            ),
            Idiom(
                expression=re.compile(
                    r"\b24 horas(?: por dia| do dia)?,? (?:(?:e )?(?:7|sete) dias (?:por|da|na) semana|sem interrupção)|\b24 horas por dia\b|\b24/7\b|\b24 sobre 24 horas\b|\bvinte e quatro horas\b",
                    re.IGNORECASE,
                ),
                values=((ValueKind.NUMBER, "24"), (ValueKind.NUMBER, "7")),
            ),
            Idiom(
                expression=re.compile(
                    r"\b(?:Duplo|Dupla|Double)[ -](?:11|12|Onze)\b|\b11[./]11\b|\b12[./]12\b|\bDia dos Solteiros\b",
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
                expression=re.compile(
                    r"\b(?:segunda|terça|quarta|quinta|sexta)-feiras?\b|\b(?:segundas?|terças?|quartas?|quintas?|sextas?) a (?:segunda|terça|quarta|quinta|sexta|sábado|domingo)\b|\bàs (?:segundas|terças|quartas|quintas|sextas)\b",
                    re.IGNORECASE,
                )
            ),
            Idiom(
                expression=re.compile(
                    r"\b(?:primeiro|segundo|1\.?º|2\.?º) semestre\b|\bsemestre\b|\bmeio ano\b|\bprimeira metade\b|\bsegunda metade\b",
                    re.IGNORECASE,
                ),
                values=((ValueKind.NUMBER, "6"), (ValueKind.FRACTION, "0.5")),
            ),
            Idiom(
                expression=re.compile(
                    r"\bmeio ambiente\b|\bpor meio\b|\bem meio\b|\bmeios\b|\bem segunda mão\b|\bUma Faixa,? Uma Rota\b|\bterceiros\b",
                    re.IGNORECASE,
                )
            ),
            Idiom(
                expression=re.compile(r"\b(?:a|da|na) metade\b|\bmetade d[aeo]s?\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/2"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\b(?:um|o) terço\b|\b(?:a|uma) terça parte\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/3"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bum quarto d[aeo]s?\b|\b(?:a|uma) quarta parte\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/4"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\b(?:um|o) quinto\b|\b(?:a|uma) quinta parte\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/5"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(
                    r"\b(?:um|o) décimo d[aeo]s?\b|\b(?:a|uma) décima parte\b", re.IGNORECASE
                ),
                values=((ValueKind.FRACTION, "1/10"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bquinquenal\w*", re.IGNORECASE), values=((ValueKind.NUMBER, "5"),)
            ),
            Idiom(
                expression=re.compile(
                    r"(?<!\bum )(?<!\buma )\b(?:ano|mês|semana|dia|hora) e mei[ao]\b", re.IGNORECASE
                ),
                values=((ValueKind.NUMBER, "1.5"),),
                certain=True,
            ),
            *multiples(
                {
                    "2": r"\bduplic(?:ou|ar|aram|ad[oa]s?|am|a|ando|arão|ará)\b|\bdobr(?:ou|ar|aram|ando|arão|ará)\b|\bo dobro\b",
                    "3": r"\btriplic(?:ou|ar|aram|ad[oa]s?|am|a|ando|arão|ará)\b|\bo triplo\b",
                    "4": r"\bquadruplic(?:ou|ar|aram|ad[oa]s?|am|a|ando)\b|\bo quádruplo\b",
                    "5": r"\bquintuplic(?:ou|ar|aram|ad[oa]s?|am|a|ando)\b",
                    "10": r"\bdecuplic(?:ou|ar|aram|ad[oa]s?|am|a|ando)\b",
                },
                half=r"\b(?:para|pela) metade\b|\bao meio\b(?!-)",
            ),
        ),
    )
