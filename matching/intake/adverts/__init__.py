"""Real job adverts become offers whose conditions are proposed, for a person to confirm."""

__all__ = ["advert_text", "adverts", "unsaid_demands"]
