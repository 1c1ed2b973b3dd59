"""Streamlit's messages read: what a screen asks, and the addresses that an answer tells it."""

from collections.abc import Iterator

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.DownloadButton_pb2 import DownloadButton
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# As its field begins on the wire, before the length of the name.
_TO_BE_MADE = DownloadButton(deferred_file_id="-").SerializeToString()[:-2]
# Only messages in which one of these stands can tell an address: the others are not read.
_TELLING = (b"/media/", b"/upload_file/", _TO_BE_MADE)


def asked(payload: bytes) -> BackMsg | None:
    """What a screen asks; `None` when it is no message of Streamlit's."""
    message = BackMsg()
    try:
        message.ParseFromString(payload)
    except DecodeError:
        return None
    return message


def touched_in(question: BackMsg) -> frozenset[str]:
    """The buttons that a screen says were touched; what a scanner has read is no touch."""
    widgets = question.rerun_script.widget_states.widgets
    return frozenset(widget.id for widget in widgets if widget.trigger_value)


def is_drawing(payload: bytes) -> bool:
    """Whether an answer changes what the screen shows, or says that nothing more will."""
    return _answer(payload).WhichOneof("type") in {"delta", "script_finished"}


def told_by(payload: bytes) -> tuple[str, ...]:
    """The addresses of files, and the names of files still to be made, that an answer tells.

    Only the fields that Streamlit fills with addresses are read: a name that somebody typed and
    a page repeats tells nothing.
    """
    if not any(mark in payload for mark in _TELLING):
        return ()
    return tuple(word for word in _addresses(_answer(payload)) if word)


def session_of(payload: bytes) -> str:
    """The name that Streamlit gives to the tab at the start, empty in every later answer."""
    return _answer(payload).new_session.initialize.session_id


def refusal_of(message: BackMsg) -> bytes:
    """The answer to a question that is refused, so that the page does not wait for another."""
    answer = ForwardMsg()
    if message.WhichOneof("type") == "file_urls_request":
        answer.file_urls_response.response_id = message.file_urls_request.request_id
        answer.file_urls_response.error_msg = "not_allowed"
    else:
        answer.backend_operation_response.request_id = message.backend_operation_request.request_id
        answer.backend_operation_response.error_msg = "not_allowed"
    return bytes(answer.SerializeToString())


def _answer(payload: bytes) -> ForwardMsg:
    answer = ForwardMsg()
    answer.ParseFromString(payload)
    return answer


def _addresses(answer: ForwardMsg) -> Iterator[str]:
    kind = answer.WhichOneof("type")
    if kind == "delta":
        yield from _of_element(answer.delta.new_element)
    elif kind == "logo":
        yield from (answer.logo.image, answer.logo.icon_image)
    elif kind == "page_config_changed":
        yield answer.page_config_changed.favicon
    elif kind == "file_urls_response":
        yield from (urls.upload_url for urls in answer.file_urls_response.file_urls)
    elif kind == "backend_operation_response":
        yield answer.backend_operation_response.deferred_file.url


def _of_element(element: Element) -> Iterator[str]:
    if element.WhichOneof("type") == "download_button":
        yield from (element.download_button.url, element.download_button.deferred_file_id)
    elif element.WhichOneof("type") == "imgs":
        yield from (picture.url for picture in element.imgs.imgs)
