"""Sheets on their way to a printer: the browser's own dialog, or a queue to the system's."""

__all__ = ["at_screen", "chosen_printers", "cups", "queue", "spooler", "windows"]
