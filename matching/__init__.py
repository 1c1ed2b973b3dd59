"""Parvis: the event-day matching engine for neighbourhood recruitment fairs."""

import time

BEGAN = time.monotonic()
"""When this process began, as far as anybody who waits for a command can tell."""

__version__ = "0.1.0"
