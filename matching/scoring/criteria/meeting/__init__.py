"""What the talk at the stand needs: a language in common, a way without steps, a wish for it."""

__all__ = ["language", "step_free", "wish"]
