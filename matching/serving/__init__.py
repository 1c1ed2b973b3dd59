"""Start the app, on this machine or for the tablets of a hall."""

from matching.serving.serve_app import Doors, must_be_free, serve_app

__all__ = ["Doors", "must_be_free", "serve_app"]
