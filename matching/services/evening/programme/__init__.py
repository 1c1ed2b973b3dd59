"""People after a programme or a fair: who is in it, who entered and left, what they told later."""

__all__ = ["checkpoints", "news", "promotion"]
