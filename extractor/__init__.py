"""Reads Indonesian annual work plans (Renja) from Word, PDF and text into validated JSON.

>>> from extractor import extract
>>> renja = extract("samples/documents/kecamatan-2022.docx")
>>> renja.identity.tahun
2022
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from extractor.version import __version__

if TYPE_CHECKING:
    from extractor.errors import ExitCode, LimitError, NotSupportedError, RenjaError, UnreadableError
    from extractor.pipeline import extract, extract_tables
    from extractor.plan.model import Renja

# Names are imported when first used, so that `renja --version` does not load the readers.
_HOMES = {
    "ExitCode": "extractor.errors",
    "LimitError": "extractor.errors",
    "NotSupportedError": "extractor.errors",
    "Renja": "extractor.plan.model",
    "RenjaError": "extractor.errors",
    "UnreadableError": "extractor.errors",
    "extract": "extractor.pipeline",
    "extract_tables": "extractor.pipeline",
}
__all__ = [
    "ExitCode",
    "LimitError",
    "NotSupportedError",
    "Renja",
    "RenjaError",
    "UnreadableError",
    "__version__",
    "extract",
    "extract_tables",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
