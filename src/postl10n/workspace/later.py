"""Modules that are imported when something of them is used: a report that is remembered needs none of the stages."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from postl10n.model import scores as scores
    from postl10n.project import articles as articles
    from postl10n.project import catalogs as catalogs
    from postl10n.project import glossary as glossary
    from postl10n.project import store as store
    from postl10n.reports import json as json
    from postl10n.stages.check import choices as choices
    from postl10n.workspace import adopt as adopt
    from postl10n.workspace import check as check
    from postl10n.workspace import gates as gates
    from postl10n.workspace import memory as memory
    from postl10n.workspace import rename_article as rename_article
    from postl10n.workspace import review_sheets as review_sheets
    from postl10n.workspace import rule_outcomes as rule_outcomes
    from postl10n.workspace import run as run
    from postl10n.workspace import score as score
    from postl10n.workspace import session as session
    from postl10n.workspace import update as update
    from postl10n.workspace import waivers as waivers
    from postl10n.workspace.build import pages as pages
    from postl10n.workspace.build import plan as plan
    from postl10n.workspace.pretranslate import run as pretranslate
    from postl10n.workspace.terms import terminology as terminology

    __all__ = ["pretranslate"]
else:
    _ELSEWHERE = {
        **{name: f"project.{name}" for name in ("articles", "catalogs", "glossary", "store")},
        **{name: f"workspace.build.{name}" for name in ("pages", "plan")},
        "choices": "stages.check.choices",
        "json": "reports.json",
        "pretranslate": "workspace.pretranslate.run",
        "scores": "model.scores",
        "terminology": "workspace.terms.terminology",
    }

    def __getattr__(name: str) -> object:
        module = f"postl10n.{_ELSEWHERE.get(name, f'workspace.{name}')}"
        try:
            return import_module(module)
        except ModuleNotFoundError as error:
            if error.name != module:
                raise
            raise AttributeError(name) from None
