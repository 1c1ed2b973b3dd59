"""Pages pressed in several runs joined to one PDF that keeps its structure for screen readers.

pikepdf appends pages but leaves their tags behind: the structure tree (PDF 32000-1, 14.7) names
its pages, and each page names its row in the tree's ParentTree. Both are moved here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from pikepdf import Array, ObjectStreamMode, OutlineItem, Page, Pdf

_ROW = "/StructParents"


def join_pages(parts: Iterable[bytes], *, title: str = "") -> bytes:
    """One tagged PDF of the parts in their order, with the properties of the first.

    `title` names the whole where the first part's would not.

    Every structure element, bookmark and page of every part is in it; the same parts make the same
    bytes. Only one part is open beside the whole, so memory grows with the bytes alone.

    Raises
    ------
    ValueError
        When there is no part.
    """
    rest = iter(parts)
    first = next(rest, None)
    if first is None:
        raise ValueError("no part to join")
    whole = Pdf.open(BytesIO(first))
    bookmarks: list[_Bookmark] = []
    for part in rest:
        with Pdf.open(BytesIO(part)) as added:
            bookmarks += _append(whole, added)
    _append_bookmarks(whole, bookmarks)
    if title:
        _entitle(whole, title)
    out = BytesIO()
    whole.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class _Bookmark:
    """One line of the reader's list of pages: page from 0, then where on it."""

    title: str
    page: int
    where: tuple[object, ...]


def _append(whole: Pdf, added: Pdf) -> list[_Bookmark]:
    """Move pages and structure of a part; its bookmarks are handed back, for one writing of all."""
    before = len(whole.pages)
    # Pages come first: an element that names a page not yet copied would lose it.
    whole.pages.extend(added.pages)
    _append_structure(whole, added, before)
    return _bookmarks(added, before)


def _append_structure(whole: Pdf, added: Pdf, before: int) -> None:
    root = whole.Root.StructTreeRoot
    copied = whole.copy_foreign(added.Root.StructTreeRoot)
    shift = int(root.ParentTreeNextKey)
    for number in range(before, len(whole.pages)):
        page = whole.pages[number].obj
        page[_ROW] = int(page[_ROW]) + shift
    rows, ours = list(copied.ParentTree.Nums), root.ParentTree.Nums
    for row, elements in zip(rows[::2], rows[1::2], strict=True):
        ours.extend(Array([int(row) + shift, elements]))
    root.ParentTreeNextKey = shift + int(copied.ParentTreeNextKey)
    (document,), (other,) = root.K, copied.K
    children = document.K
    for element in other.K:
        element.P = document
        children.append(element)


def _bookmarks(added: Pdf, before: int) -> list[_Bookmark]:
    number = {page.obj.objgen: at for at, page in enumerate(added.pages, before)}
    found = []
    with added.open_outline() as outline:
        for item in outline.root:
            assert isinstance(item.destination, Array)  # typst writes no other
            page, *where = list(item.destination)
            found.append(_Bookmark(item.title, number[Page(page).obj.objgen], tuple(where)))
    return found


def _append_bookmarks(whole: Pdf, bookmarks: list[_Bookmark]) -> None:
    with whole.open_outline() as outline:
        for mark in bookmarks:
            place = Array([whole.pages[mark.page].obj, *mark.where])
            outline.root.append(OutlineItem(mark.title, place))


def _entitle(whole: Pdf, title: str) -> None:
    with whole.open_metadata(set_pikepdf_as_editor=False) as properties:
        properties["dc:title"] = title
