"""Columns of which no document is readable without the key: what people said of themselves.

AES-256-GCM, field by field, on every database; the key is not in it. A document is bound to its
column, so that what was sealed in one is refused in another.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, Column, Dialect, Text, TypeDecorator, cast, type_coerce

from matching.domain.errors import FairError
from matching.store.sealing.key_file import keys

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from sqlalchemy.sql.elements import ColumnElement

_SEALED = "$sealed"
_BEGINS = f'"{_SEALED}"'
_NONCE = 12


class Sealed(TypeDecorator[Any]):
    """A JSON document, sealed where there is a key; members named `clear` can be searched.

    Parameters
    ----------
    place
        The column, `table.column`.
    clear
        Members that stay readable beside what is sealed: names, by which a person is found.
    """

    impl = JSON
    cache_ok = True

    def __init__(self, place: str, clear: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.place, self.clear = place, clear

    def coerce_compared_value(self, op: Any, value: Any) -> Any:
        """Members of a document are compared as JSON compares them."""
        return self.impl_instance.coerce_compared_value(op, value)

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> Any | None:
        """To what is stored: nothing is sealed without a key, nor where nothing is said."""
        del dialect
        if not value or keys() is None:
            return value
        shown = {name: value[name] for name in self.clear}
        return {_SEALED: _seal(json.dumps(value), self.place), **shown}

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        """Back to the document."""
        del dialect
        return self.opened(value)

    def opened(self, value: Any | None) -> Any | None:
        """A document as it is stored, with what was sealed in it."""
        if isinstance(value, Mapping) and _SEALED in value:
            return json.loads(_unseal(value[_SEALED], self.place))
        return value


class SealedWords(TypeDecorator[str]):
    """A text, sealed where there is a key."""

    impl = Text
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """To what is stored."""
        del dialect
        if not value or keys() is None:
            return value
        return json.dumps({_SEALED: _seal(value, self.place)})

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Back to the text; also that of a whole sealed document."""
        del dialect
        if value is None or not value.startswith(_BEGINS, 1):
            return value
        return _unseal(json.loads(value)[_SEALED], self.place)


def sealed_column(
    table: str, name: str = "document", *, clear: tuple[str, ...] = ()
) -> Column[Any]:
    """A column that is sealed and must be there."""
    return Column(name, Sealed(f"{table}.{name}", clear), nullable=False)


def text_of(column: Column[Any]) -> "ColumnElement[str]":
    """The document of a sealed column as text: quicker to compare than to read."""
    assert isinstance(column.type, Sealed)
    return type_coerce(cast(column, Text), SealedWords(column.type.place))


def document_in(column: Column[Any], stored: str) -> Any:
    """The document of a sealed column, from its text as it stands in the database."""
    assert isinstance(column.type, Sealed)
    return column.type.opened(json.loads(stored))


def sealed_by(stored: str) -> str:
    """The name of the key that sealed a document as it stands in the database; empty if none."""
    return json.loads(stored)[_SEALED].partition(":")[0] if stored.startswith(_BEGINS, 1) else ""


def _seal(text: str, place: str) -> str:
    known = keys()
    assert known is not None
    nonce = os.urandom(_NONCE)
    content = _cipher(known.by_name[known.newest]).encrypt(nonce, text.encode(), place.encode())
    return f"{known.newest}:{b64encode(nonce + content).decode('ascii')}"


def _unseal(token: str, place: str) -> str:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - as for `_cipher`

    name, _, written = token.partition(":")
    known = keys()
    if known is None or name not in known.by_name:
        raise FairError("sealing_other_key", key=name)
    content = b64decode(written)
    try:
        opened = _cipher(known.by_name[name]).decrypt(
            content[:_NONCE], content[_NONCE:], place.encode()
        )
    except InvalidTag as error:
        raise FairError("sealing_other_key", key=name) from error
    return opened.decode()


@lru_cache(maxsize=8)
def _cipher(key: str) -> "AESGCM":
    """The cipher of a key: another than the one that seals whole files, drawn from the same."""
    # Loaded only where there is a key: most stores have none, and a start pays for it.
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"parvis fields 1")
    return AESGCM(drawn.derive(bytes.fromhex(key)))
