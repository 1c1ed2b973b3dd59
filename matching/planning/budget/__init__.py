"""How much work and time a run may use, whom it tells, and how it is stopped."""

__all__ = ["budget", "interruptible"]
