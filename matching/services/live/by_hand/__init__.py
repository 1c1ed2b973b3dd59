"""The announced plan changed by hand: each act checked by the planner's rules, with a way back."""

__all__ = ["edit", "edit_answers", "edit_plan", "free_places", "try_edit"]
