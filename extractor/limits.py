"""Every bound on input, named, with its reason."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 512 * 1024 * 1024
"""Archives hold scans of some hundred pages at about 1 MB a page; more is not one plan."""
