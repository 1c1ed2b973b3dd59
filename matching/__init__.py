"""Parvis: the event-day matching engine for neighbourhood recruitment fairs."""

from matching.process_start import process_start

BEGAN = process_start()
"""What `time.monotonic` said when whoever waits for a command began to wait."""

__version__ = "0.1.0"
