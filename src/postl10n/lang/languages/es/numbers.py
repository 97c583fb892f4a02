# ruff: noqa: E501 - tables of words and expressions are easier to compare when they are not wrapped
"""Spanish."""

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
    0: "cero", 1: "un uno una", 2: "dos ambos ambas", 3: "tres", 4: "cuatro", 5: "cinco", 6: "seis", 7: "siete", 8: "ocho",
    9: "nueve", 10: "diez", 11: "once", 12: "doce docena", 13: "trece", 14: "catorce", 15: "quince quincena", 16: "dieciséis",
    17: "diecisiete", 18: "dieciocho", 19: "diecinueve", 20: "veinte veintena", 21: "veintiuno veintiún veintiuna",
    22: "veintidós", 23: "veintitrés", 24: "veinticuatro", 25: "veinticinco", 26: "veintiséis", 27: "veintisiete",
    28: "veintiocho", 29: "veintinueve", 30: "treinta treintena", 40: "cuarenta", 50: "cincuenta", 60: "sesenta",
    70: "setenta", 80: "ochenta", 90: "noventa", 100: "cien ciento centenar centena", 200: "doscientos doscientas",
    300: "trescientos trescientas", 400: "cuatrocientos cuatrocientas", 500: "quinientos quinientas",
    600: "seiscientos seiscientas", 700: "setecientos setecientas", 800: "ochocientos ochocientas",
    900: "novecientos novecientas",
}  # fmt: skip
_ORDINALS = {
    1: "primer primero primera primeros primeras", 2: "segundo segunda segundos", 3: "tercer tercero tercera",
    4: "cuarto cuarta cuartos", 5: "quinto quinta quintos", 6: "sexto sexta", 7: "séptimo séptima", 8: "octavo octava",
    9: "noveno novena", 10: "décimo décima", 11: "undécimo undécima", 12: "duodécimo duodécima",
    13: "decimotercero decimotercera decimotercer", 14: "decimocuarto decimocuarta", 15: "decimoquinto decimoquinta",
    16: "decimosexto decimosexta", 17: "decimoséptimo decimoséptima", 18: "decimoctavo decimoctava",
    19: "decimonoveno decimonovena", 20: "vigésimo vigésima", 28: "vigesimoctavo vigesimoctava", 30: "trigésimo trigésima",
    40: "cuadragésimo", 50: "quincuagésimo cincuentenario", 100: "centésimo centenario",
}  # fmt: skip
_MONTHS = (
    "enero|ene", "febrero|feb", "marzo", "abril|abr", "mayo", "junio", "julio", "agosto", "septiembre|setiembre|sept",
    "octubre|oct", "noviembre|nov", "diciembre|dic",
)  # fmt: skip
_TIME_UNITS = {
    "h": "horas?", "min": "minutos?", "s": "segundos", "day": r"días?(?: (?:hábiles|laborables|naturales))?|jornadas?", "week": "semanas?",
    "month": "mes(?:es)?", "year": "años?",
}  # fmt: skip
_PHYSICAL = {
    "kmh": "kilómetros? (?:por|la) hora", "kwh": "kilovatios?[ -]hora", "km2": "kilómetros? cuadrados?", "m2": "metros? cuadrados?",
    "m3": "metros? cúbicos?", "kg": "kilogramos?|kilos?", "mg": "miligramos?", "km": "kilómetros?", "cm": "centímetros?",
    "mm": "milímetros?", "m": "metros?", "t": "toneladas?", "g": "gramos?", "lb": "libras?(?! esterlinas?)", "oz": "onzas?", "mi": "millas?",
    "ft": "pies?", "inch": "pulgadas?", "ha": "hectáreas?", "acre": "acres?", "l": "litros?", "ml": "mililitros?",
}  # fmt: skip
_MONEY = {
    "HKD": "dólar(?:es)? (?:de )?(?:Hong[ -]?Kong|hongkoneses?)", "USD": r"dólar(?:es)? (?:estadounidenses?|americanos?|de (?:los )?(?:EE\. ?UU\.|Estados Unidos))", "MOP": "patacas?(?: de Macao)?",
    "CNY": "yuan(?:es)?(?: chinos?)?|renminbis?", "EUR": "euros?", "GBP": "libras? esterlinas?", "JPY": "yen(?:es)?(?: japoneses)?",
    "RUB": "rublos? rusos?", "BYN": "rublos? bielorrusos?", "AUD": "dólar(?:es)? australianos?", "CAD": "dólar(?:es)? canadienses?",
    "SGD": "dólar(?:es)? de Singapur", "CHF": "francos? suizos?", "DOLLAR": "dólar(?:es)?", "RUBLE": "rublos?", "WON": "wones|won",
    "KRONA": "coronas?(?: suecas?| noruegas?| danesas?| checas?| islandesas?)?", "FRANC": "francos?", "DINAR": "dinar(?:es)?", "PESO": "pesos?", "RIAL": "ri(?:y)?al(?:es)?",
}  # fmt: skip
_LEAD = r"(?:de )?"


def for_locale(locale: str) -> Lexicon:
    months, month = month_patterns(_MONTHS)
    money = {code: rf"{_LEAD}(?:{pattern})(?!\w)" for code, pattern in money_patterns(locale, _MONEY).items()}
    units = {code: rf"{_LEAD}(?:{pattern})(?!\w)" for code, pattern in {**_PHYSICAL, **_TIME_UNITS}.items()}
    return Lexicon(
        language="es",
        words=words(
            units=_UNITS,
            scales={
                10: "decena",
                10**3: "mil millar",
                10**6: "millón",
                10**9: "millardo",
                10**12: "billón",
                10**18: "trillón",
            },
            plural_scales={
                10**3: "miles millares",
                10**6: "millones",
                10**9: "millardos",
                10**12: "billones",
                10**18: "trillones",
            },
            vague={10: "decenas docenas", 100: "cientos centenares centenas"},
            ordinals=_ORDINALS,
            denominators={3: "tercio tercios terceras", 4: "cuartos cuartas", 5: "quintas", 10: "décimas"},
            half="medio media mitad",
            doubtful="segundo segunda segundos cuarto cuarta medio media quinta tercera mitad decena centena",
        ),
        conjunctions=frozenset({"y"}),
        fillers=frozenset({"de"}),
        after=after(
            percent=r"%|por ?ciento(?!\w)|puntos? porcentual(?:es)?",
            times=r"veces(?!\w)|vez(?!\w)",
            money=money,
            units=units,
            ordinal=r"\.?[ºªo](?!\w)|\.?(?:er|ro|ra|do|da|to|ta|mo|ma|vo|va|no|na)(?!\w)",
        ),
        before=before({}),
        per=per(
            r"\b(?:por|cada|a la|al|en la|el)\s+",
            {
                "h": "hora",
                "min": "minuto",
                "day": "día",
                "week": "semana",
                "month": "mes",
                "year": "año",
                "kg": "kilo(?:gramo)?|kg",
                "g": "gramo",
                "t": "tonelada",
                "km": "kilómetro",
                "lb": "libra",
            },
            {
                "day": r"\bdiari(?:os?|as?|amente)\b",
                "week": r"\bsemanal(?:es|mente)?\b",
                "month": r"\bmensual(?:es|mente)?\b",
                "year": r"\banual(?:es|mente)?\b",
            },
        ),
        months=months,
        month_names=month_names(_MONTHS),
        dates=dates(
            month, of="de|del", between=r"\bal\b|\by\b|\ba\b|\be\b|\bo\b|\by el\b|\bal\b", day=r"\.?[ºo]|ro"
        ),
        years=re.compile(
            rf"{DIGIT_YEARS}|\b(?:en|desde|hasta|año|años|de|a|y|del|ejercicio|para)[ \u00a0](?P<year3>(?:1[5-9]|20)\d\d)(?![\d,.:]\d|\d|\s?%|[ \u00a0\u202f](?:\d{{3}}|mil|yuan|dólar|tonelada|kil|met|km|kg|paquetes|envíos|personas))",
            re.IGNORECASE,
        ),
        decades=re.compile(
            r"\b(?:años|década de(?: los)?(?: años)?|los) (?:(?P<decade>(?:(?:1[5-9]|20)\d0|\d0))(?![\d,.]|\s?%| \w)|(?P<w_90>noventa)|(?P<w_80>ochenta)|(?P<w_70>setenta)|(?P<w_60>sesenta)|(?P<w_50>cincuenta)|(?P<w_40>cuarenta)|(?P<w_30>treinta)|(?P<w_20>veinte))(?= del siglo|[.,]|$| se\b| los\b| el\b| la\b)|\b(?:década de(?: los)?(?: años)?|años) (?P<decade2>(?:1[5-9]|20)\d0|\d0)\b",
            re.IGNORECASE,
        ),
        times=(
            EURO_TIME,
            re.compile(
                r"(?<![\d.,:])(?P<hour>[01]?\d|2[0-4])(?:[:.](?P<minute>[0-5]\d))?\s?(?:(?P<am>a\.? ?m\b\.?|(?:horas )?de la mañana)|(?P<pm>p\.? ?m\b\.?|(?:horas )?de la (?:tarde|noche)))|\b(?P<noon>mediodía)\b|\b(?P<midnight>medianoche)\b|(?<=\blas )(?P<hour2>[01]?\d|2[0-4])(?: horas)?(?= a\b| y\b|,|\.)",
                re.IGNORECASE,
            ),
        ),
        quarter_signs=("trimestre", "t1", "t2", "t3", "t4", "1t", "2t", "3t", "4t"),
        quarters=re.compile(
            r"\bT(?P<q>[1-4])\b|\b(?:(?P<q1>primer|1\.?º|1\.?er)|(?P<q2>segundo|2\.?º|2\.?do)|(?P<q3>tercer|3\.?º|3\.?er)|(?P<q4>cuarto|4\.?º|4\.?to|último)) trimestre\b|\b(?P<qb>[1-4])T\b",
            re.IGNORECASE,
        ),
        range_between=re.compile(r"\s*(?:[-–~]|\ba\b|\by\b|\bo\b|\bu\b)\s*\Z", re.IGNORECASE),
        half_more=re.compile(r"\s+y medi[ao]\b", re.IGNORECASE),
        less=(
            re.compile(
                r"\b(?:reduj|reduc|disminu|ca[yíe]|baj)\w*(?:\s+(?!(?:y|pero|cuando|mientras)\b)\w+){0,2}\s+\Z"
            ),
            re.compile(
                r"\s+(?:menos|menor(?:es)?|inferior(?:es)?|más (?:barat|cort|pequeñ|baj|liger|lent)\w+)\b"
            ),
        ),
        idioms=(
            Idiom(
                expression=re.compile(r"\bla totalidad\b", re.IGNORECASE),
                values=((ValueKind.PERCENT, "100"),),
            ),
            Idiom(
                expression=re.compile(
                    r"\blas 24 horas\b(?:(?: del día)?,? (?:y )?(?:los )?(?:7|siete) días(?: de la semana)?)?|\b24/7\b|\b(?:los )?(?:7|siete) días de la semana\b|\bveinticuatro horas\b",
                    re.IGNORECASE,
                ),
                values=((ValueKind.NUMBER, "24"), (ValueKind.NUMBER, "7")),
            ),
            Idiom(
                expression=re.compile(
                    r"\bDoble[ -](?:11|12|Once)\b|\b11[./]11\b|\b12[./]12\b|\bDía del Soltero\b",
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
                    r"\b(?:primer|segundo|1\.?º|2\.?º|1\.?er) semestre\b|\bsemestre\b|\bmedio año\b|\bprimera mitad\b|\bsegunda mitad\b",
                    re.IGNORECASE,
                ),
                values=((ValueKind.NUMBER, "6"), (ValueKind.FRACTION, "0.5")),
            ),
            Idiom(
                expression=re.compile(
                    r"\bmedio ambiente\b|\bpor medio\b|\ben medio\b|\bmedios\b|\ben segundo lugar\b|\bde segunda mano\b|\bFranja y la Ruta\b|\bterceros\b",
                    re.IGNORECASE,
                )
            ),
            Idiom(
                expression=re.compile(r"\bla mitad\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/2"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\b(?:un|el) tercio\b|\b(?:la|una) tercera parte\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/3"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(
                    r"\bun cuarto de(?! hora)\b|\b(?:la|una) cuarta parte\b", re.IGNORECASE
                ),
                values=((ValueKind.FRACTION, "1/4"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\b(?:la|una) quinta parte\b|\bun quinto\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/5"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\b(?:la|una) décima parte\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "1/10"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bdos terceras partes\b", re.IGNORECASE),
                values=((ValueKind.FRACTION, "2/3"),),
                certain=True,
            ),
            Idiom(
                expression=re.compile(r"\bquinquenal\w*", re.IGNORECASE), values=((ValueKind.NUMBER, "5"),)
            ),
            Idiom(
                expression=re.compile(
                    r"(?<!un )(?<!una )\b(?:año|mes|semana|día|hora) y medi[ao]\b", re.IGNORECASE
                ),
                values=((ValueKind.NUMBER, "1.5"),),
                certain=True,
            ),
            *multiples(
                {
                    "2": r"\bduplic(?:ó|ar|aron|ad[oa]s?|an|a|ando|arán|ará)\b|\bdobl(?:ó|ar|aron|ado|ando)\b|\bel doble\b",
                    "3": r"\btriplic(?:ó|ar|aron|ad[oa]s?|an|a|ando|arán|ará)\b|\bel triple\b",
                    "4": r"\bcuadruplic(?:ó|ar|aron|ad[oa]s?|an|a|ando)\b|\bel cuádruple\b",
                    "5": r"\bquintuplic(?:ó|ar|aron|ad[oa]s?|an|a|ando)\b",
                    "10": r"\bdecuplic(?:ó|ar|aron|ad[oa]s?|an|a|ando)\b",
                }
            ),
        ),
    )
