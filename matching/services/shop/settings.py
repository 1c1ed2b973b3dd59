"""What the environment decides."""

import os
from collections.abc import Mapping

DEFAULT_STORE = "sqlite:///data/local/parvis.db"


def store_url(environment: Mapping[str, str] = os.environ) -> str:
    """The database to use: `PARVIS_STORE`, or a file under `data/local`."""
    return environment.get("PARVIS_STORE") or DEFAULT_STORE
