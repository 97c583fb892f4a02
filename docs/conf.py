"""Sphinx: the documentation site. `scripts/build_docs.py` puts the pages of the rules beside these files, and builds it."""

project = "postl10n"
author = "The postl10n authors"
html_title = "postl10n"
extensions = ["myst_parser"]
html_theme = "furo"
exclude_patterns = ["baselines", "schemas"]
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline"]
html_static_path = ["_static"]
html_css_files = ["texts.css"]
# A fenced block without a language is text, of whatever language.
highlight_language = "text"
html_show_copyright = False
html_copy_source = False
html_show_sourcelink = False
