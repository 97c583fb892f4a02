"""Sphinx: the documentation site. `scripts/build_docs.py` puts the pages of the rules beside these files, and builds it."""

project = "postl10n"
author = "The postl10n authors"
html_title = "postl10n"
extensions = ["myst_parser"]
html_theme = "furo"
exclude_patterns = ["baselines", "schemas"]
myst_heading_anchors = 4
# A fenced block without a language is text, of whatever language.
highlight_language = "text"
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
