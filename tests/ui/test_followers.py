"""Tabs that follow the day: each is woken when what it shows is no longer so, and never lost."""

from hypothesis import given
from hypothesis import strategies as st

from matching.ui.parts.shell.followers import Followers, Woken

FAIR, OTHER = "salon-des-metiers", "forum-du-port"


class Hall:
    """What was written, by fair; how each tab answers; which tabs were woken, in order."""

    def __init__(self, **answers):
        self.written = {FAIR: 0, OTHER: 0}
        self.answers, self.woken, self.seconds = answers, [], 0.0
        self.followers = Followers(lambda fair: (self.written[fair],), self.wake, self.clock)

    def clock(self):
        return self.seconds

    def wake(self, tab):
        answer = self.answers.get(tab, Woken.LOOKS)
        if answer is Woken.LOOKS:
            self.woken.append(tab)
        return answer

    def draw(self, tab, fair=FAIR):
        self.followers.follow(tab, fair, self.followers.moment(tab, fair))


def test_a_tab_is_woken_once_for_what_was_written():
    hall = Hall()
    hall.draw("phone")
    assert not hall.followers.look()
    hall.written[FAIR] = 1
    assert hall.followers.look()
    hall.followers.look()
    assert hall.woken == ["phone"]
    hall.draw("phone")
    assert not hall.followers.look()


def test_what_is_written_of_another_fair_wakes_nobody():
    hall = Hall()
    hall.draw("phone")
    hall.written[OTHER] = 1
    assert not hall.followers.look()
    assert hall.woken == []


def test_a_page_is_woken_for_its_next_minute_at_a_second_of_its_own():
    hall = Hall()
    for number in range(200):
        hall.draw(f"tab {number}")
    seconds = []
    for second in range(1, 61):
        hall.seconds = second
        before = len(hall.woken)
        while hall.followers.look():
            for tab in hall.woken[before:]:
                hall.draw(tab)
        seconds.append(len(hall.woken) - before)
    assert sum(seconds) == 200
    assert max(seconds) <= 20


def test_a_busy_tab_is_left_alone_and_woken_when_it_is_free():
    hall = Hall(phone=Woken.BUSY)
    hall.draw("phone")
    hall.written[FAIR] = 1
    assert not hall.followers.look()
    assert hall.woken == []
    hall.answers.clear()
    hall.followers.look()
    assert hall.woken == ["phone"]


def test_tabs_that_run_for_long_keep_nobody_waiting():
    hall = Hall(**{f"long{number}": Woken.BUSY for number in range(9)})
    for tab in (*hall.answers, "phone"):
        hall.draw(tab)
    hall.written[FAIR] = 1
    hall.followers.look()
    assert hall.woken == ["phone"]


def test_a_tablet_that_slept_is_woken_when_it_is_back_and_keeps_nobody_waiting():
    hall = Hall(**{f"asleep{number}": Woken.AWAY for number in range(9)})
    for tab in (*hall.answers, "phone"):
        hall.draw(tab)
    hall.written[FAIR] = 1
    hall.followers.look()
    assert hall.woken == ["phone"]
    del hall.answers["asleep3"]
    hall.followers.look()
    assert hall.woken == ["phone", "asleep3"]


def test_a_tab_that_is_closed_is_forgotten():
    hall = Hall(phone=Woken.GONE)
    hall.draw("phone")
    hall.written[FAIR] = 1
    assert not hall.followers.look()
    hall.answers.clear()
    hall.followers.look()
    assert hall.woken == []


def test_a_tab_whose_drawing_was_lost_is_asked_again():
    hall = Hall()
    hall.draw("phone")
    hall.written[FAIR] = 1
    hall.followers.look()
    hall.seconds += 4
    hall.followers.look()
    assert hall.woken == ["phone", "phone"]


def test_a_few_are_woken_at_a_time_and_whoever_was_drawn_longest_ago_first():
    hall = Hall()
    tabs = [f"tab {number}" for number in range(10)]
    for tab in (*tabs, tabs[0]):
        hall.draw(tab)
    hall.written[FAIR] = 1
    hall.followers.look()
    hall.followers.look()
    assert hall.woken == tabs[1:5]
    for tab in tabs[1:5]:
        hall.draw(tab)
    hall.followers.look()
    assert hall.woken == tabs[1:9]


@given(
    st.lists(
        st.one_of(
            st.just("write"),
            st.tuples(st.integers(0, 7), st.sampled_from(Woken)),
            st.tuples(st.integers(0, 7), st.none()),
        ),
        max_size=40,
    )
)
def test_whatever_comes_between_every_tab_shows_what_was_written_last(steps):
    """Tabs are busy, asleep, or woken for a drawing that is lost; none is behind for good."""
    hall = Hall()
    shown = {}

    def draw(tab):
        shown[tab] = hall.written[FAIR]
        hall.draw(tab)

    for number in range(8):
        draw(f"tab {number}")
    for step in steps:
        if step == "write":
            hall.written[FAIR] += 1
        elif step[1] is None:
            draw(f"tab {step[0]}")
        elif step[1] is not Woken.GONE:
            hall.answers[f"tab {step[0]}"] = step[1]
        hall.followers.look()
    hall.answers.clear()
    for _ in range(10):
        hall.seconds += 4
        before = len(hall.woken)
        hall.followers.look()
        for tab in hall.woken[before:]:
            draw(tab)
    assert set(shown.values()) == {hall.written[FAIR]}
