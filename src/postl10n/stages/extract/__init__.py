"""Reading an article: title, date and body apart from the site's boilerplate; nothing is lost."""

from postl10n.stages.extract.crawled import extract_crawled

__all__ = ["extract_crawled"]
