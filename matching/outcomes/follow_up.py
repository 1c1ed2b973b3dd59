"""What became of people after a programme, as its funder counts it."""

from collections import Counter
from collections.abc import Sequence

from matching.domain.programme.follow_up import Exit, Followed, Situation, by_promotion
from matching.domain.programme.programme import Programme
from matching.outcomes.figures import Figure, Section, hide_small_groups


def follow_up_sections(
    people: Sequence[Followed], programme: Programme | None
) -> tuple[Section, ...]:
    """The sections of a follow-up: rates of return, answers, promotions and costs.

    Whoever is still in the programme counts in no rate. Nothing without people or programme.
    """
    left = [person for person in people if person.exit is not Exit.STILL_IN]
    told = programme or Programme()
    sections = [
        _returns(left),
        _answers(people, left, told),
        _promotions(left),
    ]
    return (*(sections if people else ()), *([_costs(people, told)] if programme else ()))


def _returns(left: Sequence[Followed]) -> Section:
    """Each share of the whole it is said of: of all who left, of trainings, of first jobs."""
    reached = [line for person in left if (line := person.came_to)]
    counts = Counter((line.situation, line.is_digital) for line in reached)

    def of(situation: Situation) -> int:
        return sum(count for (kind, _), count in counts.items() if kind is situation)

    dropped = sum(person.exit is Exit.DROPPED_OUT for person in left)
    known = sum(person.is_known() for person in left)
    training, job, everybody = of(Situation.TRAINING), of(Situation.FIRST_JOB), len(left)
    return Section(
        "returns",
        (
            Figure("left", everybody),
            Figure("remobilised", len(reached), of=everybody),
            Figure("training", training, of=everybody),
            Figure("training_digital", counts[Situation.TRAINING, True], of=training),
            Figure("training_other", counts[Situation.TRAINING, False], of=training),
            Figure("training_not_said", counts[Situation.TRAINING, None], of=training),
            Figure("first_job", job, of=everybody),
            Figure("job_digital", counts[Situation.FIRST_JOB, True], of=job),
            Figure("job_other", counts[Situation.FIRST_JOB, False], of=job),
            Figure("job_not_said", counts[Situation.FIRST_JOB, None], of=job),
            Figure("dropped_out", dropped, of=everybody),
            Figure("neither", known - dropped - len(reached), of=everybody),
            Figure("not_known", everybody - known, of=everybody),
        ),
    )


def _answers(people: Sequence[Followed], left: Sequence[Followed], programme: Programme) -> Section:
    return Section(
        "answers",
        (
            Figure("answered", sum(person.is_known() for person in left), of=len(left)),
            *(
                Figure(
                    "answered_by",
                    sum(person.is_known(month) for person in left),
                    label=str(month),
                    of=len(left),
                )
                for month in sorted(programme.checkpoints)
            ),
            Figure("still_in", len(people) - len(left)),
        ),
    )


def _promotions(left: Sequence[Followed]) -> Section:
    """Of each promotion, those who came to a training or a first job."""
    return Section(
        "promotions",
        hide_small_groups(
            Figure(
                "promotion" if name else "not_said",
                sum(person.came_to is not None for person in members),
                label=name,
                of=len(members),
            )
            for name, members in by_promotion(left).items()
        ),
    )


def _costs(people: Sequence[Followed], programme: Programme) -> Section:
    total, share = programme.total_cost_eur, programme.european_share_eur
    projects = programme.projects_collective + programme.projects_individual
    return Section(
        "programme",
        (
            Figure("total_cost", total or None),
            Figure("european_share", share or None, of=total or None),
            Figure("followed", len(people)),
            Figure("cost_per_person", round(total / len(people), 2) if total and people else None),
            Figure("projects", projects or None),
            Figure("projects_collective", programme.projects_collective, of=projects or None),
            Figure("projects_individual", programme.projects_individual, of=projects or None),
        ),
    )
