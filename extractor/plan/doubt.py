"""A finding before it has a language."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.messages import Language, Message
from extractor.plan.model import At, Finding, FindingCode, Severity


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at; `finding` turns it into the contract's form."""

    code: FindingCode
    severity: Severity
    message: Message
    at: At
    expected: int | Decimal | None = None
    found: int | Decimal | None = None

    def finding(self, language: Language) -> Finding:
        """Return the finding with its sentence in `language`."""
        return Finding(
            code=self.code,
            severity=self.severity,
            message=self.message.text(language),
            at=self.at,
            expected=self.expected,
            found=self.found,
        )
