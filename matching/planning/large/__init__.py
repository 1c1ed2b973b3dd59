"""Large fairs: bounds and exact exchanges, counted in rounds."""

__all__ = ["first_fill", "loosen", "narrow", "plan_large"]
