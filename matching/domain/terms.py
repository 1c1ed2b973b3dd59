"""Closed lists of trade words that files and profiles share."""

from enum import StrEnum


class ExhibitorKind(StrEnum):
    """Who holds the stand."""

    EMPLOYER = "employer"
    SCHOOL = "school"
    SUPPORT = "support"


class OfferKind(StrEnum):
    """What is offered: a job, a course, a group workshop held at the fair, or a support service.

    Support is advice or help given at the stand to one person: it has publics and themes instead
    of a trade.
    """

    JOB = "job"
    TRAINING = "training"
    WORKSHOP = "workshop"
    SUPPORT = "support"


class Condition(StrEnum):
    """Conditions of work that an offer has and that a person may want to avoid."""

    STANDING = "standing"
    LOADS = "loads"
    HEIGHTS = "heights"
    OUTDOORS = "outdoors"
    NIGHT = "night"
    NOISE = "noise"
    SCREENS = "screens"
    DRIVING = "driving"


class Contract(StrEnum):
    """Kinds of engagement a person looks for and an offer gives."""

    CDI = "cdi"
    CDD = "cdd"
    INTERIM = "interim"
    APPRENTICESHIP = "apprenticeship"
    PROFESSIONALISATION = "professionalisation"
    INSERTION = "insertion"
    INTERNSHIP = "internship"
    CIVIC_SERVICE = "civic_service"
    SELF_EMPLOYED = "self_employed"
    TRAINING = "training"


class Hours(StrEnum):
    """Working time; also what a person can do."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    WEEKEND = "weekend"
    SCHOOL_HOURS = "school_hours"


class Need(StrEnum):
    """What a person needs to take part; an interpreter is `Jobseeker.interpreter`."""

    STEP_FREE = "step_free"
    SITTING = "sitting"
    QUIET = "quiet"
    LARGE_PRINT = "large_print"


class Answer(StrEnum):
    """An answer that may be withheld, for statistics only."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    DECLINED = "declined"
