"""Large fairs: bounds and exact exchanges, counted in rounds."""

__all__ = ["first_fill", "plan_large"]
