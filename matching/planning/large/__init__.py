"""Large fairs: bounds and exact exchanges, counted in rounds."""

__all__ = ["plan_large"]
