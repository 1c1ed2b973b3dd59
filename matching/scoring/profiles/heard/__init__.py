"""What a person's three texts say together, subject by subject."""

__all__ = ["hear", "openness", "studies", "terms", "texts", "trades", "wished_terms"]
