"""One drawing a file, shared by pages."""
