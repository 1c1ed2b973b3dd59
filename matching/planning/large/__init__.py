"""Large fairs: bounds and exact exchanges, counted in rounds."""

__all__ = ["first_fill", "loose_start", "loosen", "plan_large"]
