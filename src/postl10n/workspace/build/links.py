"""The link check of a built site."""

from __future__ import annotations

from postl10n.project.layout import ProjectLayout
from postl10n.stages.page.alternates import alternate_faults, page_alternates
from postl10n.stages.page.links import link_faults as find_faults
from postl10n.stages.page.links import read_links


def link_faults(layout: ProjectLayout) -> list[str]:
    """The links that lead nowhere, and the alternates that are not reciprocal; files that are not ours included."""
    url = f"{layout.project.site_url}/" if layout.project.site_url else None
    paths = sorted(path for path in layout.site.rglob("*") if path.is_file() and not path.is_symlink())
    files = {path.relative_to(layout.site).as_posix() for path in paths}
    pages, alternates = {}, {}
    for name in sorted(one for one in files if one.endswith(".html")):
        html = (layout.site / name).read_text("utf-8", "replace")
        pages[name] = read_links(name, html, url)
        alternates[name] = page_alternates(html)
    return [*find_faults(pages, files), *(alternate_faults(alternates, url) if url else ())]
