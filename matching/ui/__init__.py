"""The only floor that knows Streamlit: shell, session, parts and pages."""

from pathlib import Path

ENTRANCE = Path(__file__).parent / "entrance.py"
