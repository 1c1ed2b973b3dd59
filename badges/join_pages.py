"""Pages pressed in several runs joined to one PDF that keeps its structure for screen readers.

pikepdf appends pages but leaves their tags behind: the structure tree (PDF 32000-1, 14.7) names
its pages, and each page names its row in the tree's ParentTree. Both are moved here.
"""

from collections.abc import Iterable
from io import BytesIO

from pikepdf import Array, ObjectStreamMode, OutlineItem, Page, Pdf

_ROW = "/StructParents"


def join_pages(parts: Iterable[bytes]) -> bytes:
    """One tagged PDF of the parts in their order, with the properties of the first.

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
    for part in rest:
        with Pdf.open(BytesIO(part)) as added:
            _append(whole, added)
    out = BytesIO()
    whole.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
    return out.getvalue()


def _append(whole: Pdf, added: Pdf) -> None:
    before = len(whole.pages)
    # Pages come first: an element that names a page not yet copied would lose it.
    whole.pages.extend(added.pages)
    _append_structure(whole, added, before)
    _append_bookmarks(whole, added, before)


def _append_structure(whole: Pdf, added: Pdf, before: int) -> None:
    root = whole.Root.StructTreeRoot
    copied = whole.copy_foreign(added.Root.StructTreeRoot)
    shift = int(root.ParentTreeNextKey)
    for page in list(whole.pages)[before:]:
        page.obj[_ROW] = int(page.obj[_ROW]) + shift
    rows = list(copied.ParentTree.Nums)
    for row, elements in zip(rows[::2], rows[1::2], strict=True):
        root.ParentTree.Nums.extend(Array([int(row) + shift, elements]))
    root.ParentTreeNextKey = shift + int(copied.ParentTreeNextKey)
    (document,), (other,) = root.K, copied.K
    for element in other.K:
        element.P = document
        document.K.append(element)


def _append_bookmarks(whole: Pdf, added: Pdf, before: int) -> None:
    number = {page.obj.objgen: at for at, page in enumerate(added.pages, before)}
    with added.open_outline() as theirs, whole.open_outline() as ours:
        for item in theirs.root:
            assert isinstance(item.destination, Array)  # typst writes no other
            page, *where = list(item.destination)
            place = Array([whole.pages[number[Page(page).obj.objgen]].obj, *where])
            ours.root.append(OutlineItem(item.title, place))
