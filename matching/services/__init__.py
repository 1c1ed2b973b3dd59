"""The acts of the day, one short file each: what a page, a route or the command may call."""
