"""Tables come in, their flaws are mended, fairs are listed."""

__all__ = ["examples", "fairs_known", "needs_mending", "receipt_answer", "receive_files"]
