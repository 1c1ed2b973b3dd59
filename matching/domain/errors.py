"""What Parvis refuses, as a stable code with its data; the sentence is made in `phrases`."""

from collections.abc import Mapping

from matching.domain.flaw import Flaw


class FairError(Exception):
    """A refusal that a person can act on: nothing was changed.

    Parameters
    ----------
    code
        Stable identifier, also the key of its sentence (`error.<code>`).
    params
        Values the sentence needs; never a secret, never a name where an id will do.

    Attributes
    ----------
    flaws
        What was found in the sheets, when that is what the refusal is about.
    refusals
        The reasons one by one, when there are several.
    """

    flaws: tuple[Flaw, ...] = ()
    refusals: "tuple[FairError, ...]" = ()

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        details = ", ".join(f"{key}={value!r}" for key, value in sorted(self.params.items()))
        return f"{self.code}({details})"


class Invalid(FairError, ValueError):
    """A value that cannot be: refused at birth, with the field named in `params["field"]`."""

    def __init__(self, field: str, reason: str, **params: object) -> None:
        super().__init__(f"invalid_{reason}", field=field, **params)
        self.field = field
        self.reason = reason
