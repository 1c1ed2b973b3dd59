"""The facts of the day, who is here, and the versions of the plan."""

__all__ = [
    "acquaintances",
    "attendance",
    "happenings",
    "places_kept",
    "plans",
    "print_jobs",
    "printings",
    "rehearsal",
    "stocks",
    "version",
    "wishes",
]
