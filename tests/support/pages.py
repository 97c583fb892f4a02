"""Small articles, catalogs and sites for the tests of pages."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence

from postl10n.model.article import Article, Block, Dateline, Document, Line, Role, Segment, SegmentedBlock
from postl10n.model.catalog import Catalog, Entry, Key
from postl10n.model.glossary import Concept, Glossary, Occurrence, Term
from postl10n.model.ids import numbered, segment_id
from postl10n.model.site import Page, SiteContext
from postl10n.stages.page.resolve import resolve_page

TITLE = "Mail by rail"
FIRST = "Belpost carries mail by rail."
SECOND = "It takes ten days."
THIRD = "Customs are quick."

GLOSSARY = Glossary(
    concepts=(
        Concept(
            id="belpost",
            subject="organizations",
            definition={"en": "The post of Belarus.", "ru": "Почта Беларуси."},
            terms={
                "en": (Term(text="Belpost"),),
                "ru": (Term(text="Белпочта"),),
                "ar": (Term(text="بيلبوشت"),),
            },
        ),
    )
)


def make_article(
    *blocks: Sequence[str],
    title: str = TITLE,
    subtitle: str | None = None,
    agency: str | None = None,
    article_id: str = "rail",
    date: datetime.date | None = datetime.date(2025, 3, 14),
) -> Article:
    """An article of paragraphs, each given as its sentences."""
    body = blocks or ((FIRST, SECOND), (THIRD,))
    head = [
        (role, text)
        for role, text in ((Role.TITLE, title), (Role.SUBTITLE, subtitle), (Role.DATELINE, agency))
        if text is not None
    ]
    texts = [text for _, text in head] + [text for block in body for text in block]
    ids = numbered(segment_id(text) for text in texts)
    heads = {role: Segment(id=next(ids), text=text, role=role) for role, text in head}
    segmented = tuple(
        SegmentedBlock(
            block=Block(kind=Role.PARAGRAPH, lines=(number, number), text=" ".join(block)),
            segments=tuple(Segment(id=next(ids), text=text, role=Role.PARAGRAPH) for text in block),
        )
        for number, block in enumerate(body, start=3)
    )
    document = Document(
        id=article_id,
        path=f"articles/{article_id}.txt",
        locale="en",
        date=date,
        title=Line(text=title, line=1),
        subtitle=Line(text=subtitle, line=2) if subtitle else None,
        dateline=Dateline(text=agency, line=2, agency=agency) if agency else None,
        blocks=tuple(block.block for block in segmented),
        boilerplate=(),
    )
    return Article(
        document=document,
        title=heads[Role.TITLE],
        subtitle=heads.get(Role.SUBTITLE),
        dateline=heads.get(Role.DATELINE),
        blocks=segmented,
    )


def make_catalog(*entries: Entry) -> Catalog:
    return Catalog(header=None, entries=entries)


def approved(article: Article, texts: dict[str, str]) -> Catalog:
    """A catalog in which the given msgids are approved and the others are empty."""
    keys: dict[Key, None] = dict.fromkeys(segment.key for segment in article.segments())
    return make_catalog(
        *(
            Entry(msgctxt=context, msgid=msgid, msgstr=(texts.get(msgid, ""),), line=10 + number)
            for number, (context, msgid) in enumerate(keys)
        )
    )


def find_terms(text: str, locale: str) -> list[Occurrence]:
    """Every term of GLOSSARY, found letter by letter."""
    return [
        Occurrence(
            concept=concept.id,
            term=term,
            start=text.index(term.text),
            end=text.index(term.text) + len(term.text),
        )
        for concept in GLOSSARY
        for term in concept.terms.get(locale, ())
        if term.text in text
    ]


def resolve(article: Article, locale: str, *catalogs: tuple[str, Catalog]) -> Page:
    return resolve_page(article, locale, catalogs, find_terms=find_terms)


def make_site(
    pages: Iterable[Page], locales: Sequence[str], url: str | None = "https://news.example"
) -> SiteContext:
    return SiteContext.of(pages, source="en", locales=locales, url=url, glossary=GLOSSARY)
