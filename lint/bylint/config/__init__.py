"""Configuration: which rules apply to a page, how severe they are, and with which options."""

from bylint.config.file import ConfigError
from bylint.config.plan import Configs, PagePlan
from bylint.config.values import Value, Values

__all__ = ["ConfigError", "Configs", "PagePlan", "Value", "Values"]
