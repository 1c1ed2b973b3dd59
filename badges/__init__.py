"""Paper of the day: badge codes, QR images and printed sheets. Values in, bytes out."""
