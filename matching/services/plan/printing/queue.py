"""The queue: each job is asked once, printed once, kept over a jam, and printed again on demand.

A job is handed to the system's own queue, which keeps the pages over a jam. Before that it is
marked as being handed over: a laptop that dies in that moment leaves a job whose fate nobody
knows, and that job is never sent again by itself.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import Unpack, cast

from sqlalchemy.exc import OperationalError

from matching.domain.day.print_job import JobState, PrintJob, Recipe
from matching.domain.errors import FairError
from matching.phrases import say
from matching.services.plan.paper.options import Options, SheetOptions
from matching.services.plan.print_sheets import (
    HALL_PAPERS,
    SHEETS,
    personal_badge,
    personal_schedule,
    print_sheet,
)
from matching.services.plan.printing.spooler import JobStanding, Spooler
from matching.services.shop.refusals import sentence_of
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import print_jobs

_LOG = logging.getLogger("parvis")
_OF_ONE = {"schedules": personal_schedule, "badges": personal_badge}
_TWICE = timedelta(seconds=5)  # the same asked again so soon, at the same screen, is one wish
_LOST = timedelta(minutes=10)  # being handed over for longer: whoever did it is gone
_KEPT = 200
_EVERY = 3.0  # seconds


def ask(
    shop: Shop,
    fair: str,
    sheet: str,
    *,
    printer: str,
    nonce: str,
    person: str = "",
    language: str = "fr",
    station: str = "",
    **options: Unpack[Options],
) -> PrintJob:
    """The job of a sheet, of one person or of all, which waits for its printer from now on.

    The same nonce again, or the same wish from the same screen within seconds, is the same job.

    Raises
    ------
    FairError
        `sheet_unknown`, `person_unknown`, `fair_unknown`; those of `SheetOptions`.
    """
    if sheet not in (tuple(_OF_ONE) if person else (*SHEETS, *HALL_PAPERS)):
        raise FairError("sheet_unknown", value=sheet, choices=", ".join((*SHEETS, *HALL_PAPERS)))
    SheetOptions(**options)
    recipe = Recipe(sheet, person, language, dict(options))
    wanted = PrintJob(nonce, recipe, printer, shop.clock(), station=station)
    with shop.store.writing() as writer:
        fairs.read_fair(writer, fair)
        if person:
            fairs.read_entries_of(writer, fair, person).jobseeker(person)
        known = print_jobs.jobs_of_fair(writer, fair)
        twin = next((job for job in known if _is_same_wish(job, wanted)), None)
        if twin is not None:
            return twin
        settled = [job.nonce for job in known[_KEPT:] if not job.is_open]
        print_jobs.drop_jobs(writer, fair, settled)
        return print_jobs.keep_job(writer, fair, wanted)


def _is_same_wish(job: PrintJob, wanted: PrintJob) -> bool:
    is_same = (job.recipe, job.printer, job.station) == (
        wanted.recipe,
        wanted.printer,
        wanted.station,
    )
    is_new = wanted.asked_at - job.asked_at < _TWICE
    return is_same and is_new and job.state is not JobState.WITHDRAWN


def print_again(shop: Shop, fair: str, nonce: str, *, new: str, station: str = "") -> PrintJob:
    """Another job of the same recipe, made anew from what is true now.

    Raises
    ------
    FairError
        `job_unknown`.
    """
    with shop.store.writing() as writer:
        job = print_jobs.read_job(writer, fair, nonce)
        if job is None:
            raise FairError("job_unknown", value=nonce)
        again = PrintJob(new, job.recipe, job.printer, shop.clock(), station=station)
        return print_jobs.keep_job(writer, fair, again)


def withdraw(shop: Shop, fair: str, nonce: str, spooler: Spooler | None) -> PrintJob:
    """The job taken back; one that is settled already stays as it is.

    Raises
    ------
    FairError
        `job_unknown`; `printer_silent`.
    """
    with shop.store.writing() as writer:
        job = print_jobs.read_job(writer, fair, nonce)
        if job is None:
            raise FairError("job_unknown", value=nonce)
        if not job.is_open:
            return job
        at = shop.clock()
        moved = print_jobs.move_job(writer, fair, job, JobState.WITHDRAWN, at=at)
    if job.ticket and spooler is not None:
        spooler.withdraw(job.ticket)
    return moved or job


def jobs(shop: Shop, fair: str) -> tuple[PrintJob, ...]:
    """Every job of a fair, the newest first."""
    with shop.store.reading() as reader:
        return print_jobs.jobs_of_fair(reader, fair)


def work(shop: Shop, spooler: Spooler | None) -> int:
    """Go through the open jobs once: hand over who waits, ask after who lies there; how many moved.

    Raises
    ------
    FairError
        `printer_silent`.
    """
    with shop.store.reading() as reader:
        found = print_jobs.open_jobs(reader)
    return sum(_step(shop, fair, job, spooler) for fair, job in found)


def _step(shop: Shop, fair: str, job: PrintJob, spooler: Spooler | None) -> bool:
    """Bring one job on as far as it goes now; whether anything has changed."""
    now = shop.clock()
    if job.state is JobState.WAITING:
        return _hand_over(shop, fair, job, spooler)
    if job.state is JobState.SENDING:
        since = job.changed_at or job.asked_at
        words = say("print_job.interrupted", job.recipe.language)
        return now - since > _LOST and _move(
            shop, fair, job, JobStanding(JobState.FAILED, words), now
        )
    if spooler is None:
        return False
    standing = spooler.standing(job.printer, job.ticket)
    is_news = (standing.state, standing.words) != (job.state, job.words)
    return is_news and _move(shop, fair, job, standing, now)


def _hand_over(shop: Shop, fair: str, job: PrintJob, spooler: Spooler | None) -> bool:
    with shop.store.writing() as writer:
        claimed = print_jobs.move_job(writer, fair, job, JobState.SENDING, at=shop.clock())
    if claimed is None:
        return False
    try:
        ticket = _sent(shop, fair, job, spooler)
    except FairError as error:
        words = sentence_of(error, job.recipe.language)
        return _move(shop, fair, claimed, JobStanding(JobState.FAILED, words), shop.clock())
    return _move(
        shop, fair, replace(claimed, ticket=ticket), JobStanding(JobState.SENT), shop.clock()
    )


def _sent(shop: Shop, fair: str, job: PrintJob, spooler: Spooler | None) -> str:
    if spooler is None:
        raise FairError("printer_none")
    title = f"parvis-{job.nonce[:12]}"
    return spooler.send(pages_of(shop, fair, job.recipe), printer=job.printer, title=title)


def _move(shop: Shop, fair: str, job: PrintJob, standing: JobStanding, at: datetime) -> bool:
    said = {"ticket": job.ticket, "words": standing.words}
    with shop.store.writing() as writer:
        return print_jobs.move_job(writer, fair, job, standing.state, at=at, **said) is not None


def pages_of(shop: Shop, fair: str, recipe: Recipe) -> bytes:
    """The PDF of a recipe as of now.

    Raises
    ------
    FairError
        Those of `print_sheet`, and of a person who is not at this fair any more.
    """
    if recipe.person:
        make = _OF_ONE[recipe.sheet]
        return make(shop, fair, recipe.person, language=recipe.language)
    options = cast("Options", dict(recipe.options))  # as `ask` has kept them
    return print_sheet(shop, fair, recipe.sheet, language=recipe.language, **options)


def follow(
    open_it: Callable[[], Shop], spooler: Spooler | None, halt: Event, every: float = _EVERY
) -> None:
    """Work until halted, every so many seconds; what fails now is tried again at the next look."""
    shop = open_it()
    while not halt.wait(every):
        # A store that is busy or being replaced, or a silent system: the next look will do.
        with suppress(OperationalError):
            try:
                work(shop, spooler)
            except FairError as error:
                _LOG.warning("printing: %s", error)
    shop.store.close()
