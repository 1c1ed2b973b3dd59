"""What a person puts right in files that were received: what asks for it, and the acts."""

__all__ = ["mend", "needs_mending", "to_mend", "value_questions"]
