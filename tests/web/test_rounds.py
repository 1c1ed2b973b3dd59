import asyncio
import gc
import threading
from weakref import ref

import pytest

from matching.web.rounds import Rounds


def doubled(questions):
    return [2 * question for question in questions]


def test_one_who_asks_alone_is_answered():
    assert asyncio.run(Rounds(doubled).ask(21)) == 42


def test_those_who_ask_during_a_round_are_served_together_by_the_next():
    rounds, begun, go = [], threading.Event(), threading.Event()

    def work(questions):
        rounds.append(questions)
        begun.set()
        go.wait(30)
        return doubled(questions)

    async def hall():
        served = Rounds(work)
        first = asyncio.create_task(served.ask(0))
        await asyncio.to_thread(begun.wait, 30)
        others = [asyncio.create_task(served.ask(question)) for question in range(1, 6)]
        await asyncio.sleep(0.05)
        go.set()
        return await asyncio.gather(first, *others)

    assert asyncio.run(hall()) == [0, 2, 4, 6, 8, 10]
    assert rounds == [(0,), (1, 2, 3, 4, 5)]


def test_no_two_rounds_are_under_way_at_once():
    busy, most = threading.Semaphore(1), []

    def work(questions):
        most.append(busy.acquire(blocking=False))
        busy.release()
        return questions

    async def hall():
        served = Rounds(work)
        return await asyncio.gather(*(served.ask(question) for question in range(50)))

    assert asyncio.run(hall()) == list(range(50))
    assert all(most)


def test_what_a_round_raises_everyone_of_it_is_told_and_the_next_is_served():
    def work(questions):
        if 0 in questions:
            raise ValueError("nobody")
        return questions

    async def hall():
        served = Rounds(work)
        told = await asyncio.gather(served.ask(0), served.ask(1), return_exceptions=True)
        return told, await served.ask(2)

    told, after = asyncio.run(hall())
    assert [type(answer) for answer in told] == [ValueError, ValueError]
    assert after == 2


def test_who_hangs_up_takes_no_answer_along():
    begun, go = threading.Event(), threading.Event()

    def work(questions):
        begun.set()
        go.wait(30)
        return questions

    async def hall():
        served = Rounds(work)
        gone, stays = (asyncio.create_task(served.ask(question)) for question in (1, 2))
        await asyncio.to_thread(begun.wait, 30)
        gone.cancel()
        go.set()
        with pytest.raises(asyncio.CancelledError):
            await gone
        return await stays

    assert asyncio.run(hall()) == 2


def test_rounds_outlive_the_loop_they_began_in():
    served = Rounds(doubled)
    assert [asyncio.run(served.ask(question)) for question in (1, 2)] == [2, 4]


class Told:
    """An answer that names somebody."""


def test_an_answer_that_was_given_is_kept_by_nobody():
    async def asked():
        rounds = Rounds(lambda questions: [Told() for _ in questions])
        told = ref(await rounds.ask("who"))
        for _ in range(100):  # the loop and the round's thread let go of it when their turn comes
            gc.collect()
            if told() is None:
                return None
            await asyncio.sleep(0.01)
        return told()

    assert asyncio.run(asked()) is None
