"""Scales with an order: spoken French, diploma, ease with digital tools."""

from enum import IntEnum


class FrenchLevel(IntEnum):
    """Common European Framework of Reference, plus A1.1 (France) and native."""

    A1_1 = 0
    A1 = 1
    A2 = 2
    B1 = 3
    B2 = 4
    C1 = 5
    C2 = 6
    NATIVE = 7

    @property
    def label(self) -> str:
        """The level as people write it: A1.1, B2, native."""
        return {"A1_1": "A1.1", "NATIVE": "native"}.get(self.name, self.name)


class DiplomaLevel(IntEnum):
    """French national framework of qualifications (Labour Code D6113-19), 0 = no diploma."""

    NONE = 0
    LEVEL_1 = 1
    LEVEL_2 = 2
    CAP = 3
    BAC = 4
    BAC_2 = 5
    BAC_3 = 6
    BAC_5 = 7
    DOCTORATE = 8


class DigitalLevel(IntEnum):
    """Ease with digital tools, as the person says it: 0 never used to 4 advanced."""

    NEVER = 0
    PHONE_ONLY = 1
    MAIL_AND_WEB = 2
    OFFICE = 3
    ADVANCED = 4
