"""The application context that every act needs: the store, the clock, settings and refusals."""

__all__ = [
    "begin_day",
    "decision_log",
    "fit_steps",
    "gc_paused",
    "kept_reader",
    "known_plans",
    "last_made",
    "profile_fields",
    "read_moment",
    "refusals",
    "retention_rules",
    "settings",
    "shipped",
    "shop",
    "words_for_others",
]
