"""What a screen may ask of Streamlit, judged at each message, and the files that are its own."""

from matching.ui.gate.gate import gates

__all__ = ["gates"]
