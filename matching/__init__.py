"""Parvis: the event-day matching engine for neighbourhood recruitment fairs."""

__version__ = "0.1.0"
