"""What an act means for the meetings of one stand, in sentences that its recruiters may read."""

from matching.phrases import say, say_count
from matching.planning.problem.changes import Change
from matching.services.live.change_answers import hour_and_place
from matching.services.live.redrawn import Redrawn


def stand_lines(
    redrawn: Redrawn, stand: str, language: str, *, to_tell: Redrawn | None = None
) -> list[str]:
    """Who comes to a stand, at another hour, or no more; and how many people must be told.

    Where else somebody goes is not the stand's to know: the team tells them.

    Parameters
    ----------
    to_tell
        What people must be told, where it is not all that moved.
    """
    own = [_sentence(redrawn, change, stand, language) for change in redrawn.changes]
    told = redrawn if to_tell is None else to_tell
    people = {change.person for change in told.changes}
    people |= {notice.person for notice in told.notices}
    beside = [say_count("stand.news_told", language, len(people))] if people else []
    stays = len({meeting.person for meeting in redrawn.stays})
    if stays:
        beside.append(say_count("stand.news_stays", language, stays))
    return [*filter(None, own), *beside]


def _sentence(redrawn: Redrawn, change: Change, stand: str, language: str) -> str:
    entries = redrawn.entries
    sides = {
        name: hour_and_place(entries, meeting)[0]
        for name, meeting in (("before", change.was), ("after", change.now))
        if meeting is not None and meeting.stand == stand
    }
    if not sides:
        return ""
    code = "moved" if len(sides) == 2 else "comes" if "after" in sides else "goes"
    number, name = entries.call_numbers[change.person], entries.jobseekers[change.person].first_name
    return say(f"stand.news_{code}", language, number=number, name=name, **sides)
