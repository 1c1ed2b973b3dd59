from streamlit.testing.v1 import AppTest


def shown(script):
    """What a script writes in a tab of its own."""
    app = AppTest.from_function(script).run()
    assert not app.exception
    return [written.value for written in app.markdown]


def test_a_moment_is_as_at_the_start_until_another_is_kept_and_after_it_is_forgotten():
    def script():
        import streamlit as st

        from matching.ui.moments import Kiosk, forget, keep, recall

        st.markdown(f"<{recall(Kiosk).screen}>")
        keep(Kiosk("name"))
        st.markdown(f"<{recall(Kiosk).screen}>")
        forget(Kiosk)
        st.markdown(f"<{recall(Kiosk).screen}>")

    assert shown(script) == ["<>", "<name>", "<>"]


def test_a_moment_that_is_taken_is_there_once():
    def script():
        import streamlit as st

        from matching.ui.moments import Click, ScreenMessage, keep, take

        keep(Click(ScreenMessage("done"), is_for_frame=True))
        for _ in range(2):
            notice = take(Click).notice
            st.markdown(notice.sentence if notice else "nothing")

    assert shown(script) == ["done", "nothing"]


def test_an_act_keeps_its_name_until_it_is_done_whatever_other_forms_do():
    def script():
        import streamlit as st

        from matching.ui import session

        first, other = session.nonce("door"), session.nonce("undo")
        session.new_nonce("undo")
        st.markdown(f"{session.nonce('door') == first}")
        st.markdown(f"{session.nonce('undo') == other}")

    assert shown(script) == ["True", "False"]


def test_another_fair_knows_neither_the_doors_answer_nor_anybody_who_was_asked():
    def script():
        import streamlit as st

        from matching.ui import session
        from matching.ui.moments import (
            Asking,
            DoorPage,
            Kiosk,
            Namesakes,
            Questionnaire,
            Registration,
            keep,
            recall,
        )

        def left():
            door, asked = recall(DoorPage), recall(Questionnaire)
            kept = door.answer, recall(Registration).namesakes, asked.asking, recall(Kiosk).screen
            return " ".join("kept" if value else "-" for value in kept) + f" {door.reading}"

        session.choose_fair("first")
        keep(DoorPage("code", answer="an answer"))
        keep(Registration(Namesakes("Ana", {}, ())))
        keep(Questionnaire(Asking("DE-001", "wishes"), language="ar"))
        keep(Kiosk("ask"))
        session.choose_fair("first")
        st.markdown(left())
        session.choose_fair("second")
        st.markdown(left())

    assert shown(script) == ["kept kept kept kept code", "- - - - code"]


def test_the_next_person_at_a_kiosk_finds_neither_words_nor_acts_of_the_one_before():
    def script():
        import streamlit as st

        from matching.ui import session

        kiosk, door = session.nonce("kiosk.Ana"), session.nonce("door")
        st.session_state["kiosk.first_name"], st.session_state["ask.words"] = "Ana", "soudure"
        session.forget_person()
        st.markdown(f"{'kiosk.first_name' in st.session_state} {'ask.words' in st.session_state}")
        st.markdown(f"{session.nonce('kiosk.Ana') == kiosk} {session.nonce('door') == door}")

    assert shown(script) == ["False False", "False True"]
