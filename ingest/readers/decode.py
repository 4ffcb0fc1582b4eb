"""Bytes to text, without guessing: UTF-8, UTF-16 with its mark, or the encoding that the source declares."""

from __future__ import annotations

import codecs

from graph.errors import InputError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = {code: None for code in range(0x20) if chr(code) not in "\t\n\r\f"}
_MOST_CONTROLS = 0.01


def decode(data: bytes, label: str, *, declared: str = "utf-8") -> str:
    r"""Return the text that bytes spell, its line endings as "\n" and without a byte order mark.

    Args:
        data: all bytes of the source.
        label: the source's name, for messages.
        declared: encoding to use where no byte order mark says another.

    Raises:
        InputError: if the bytes are binary data or not of that encoding.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", declared))
    if not encoding.lower().startswith("utf-16") and b"\0" in data:
        raise _binary(label)
    text = _strictly(data, label, encoding, skip=len(mark))
    if len(text) - len(text.translate(_CONTROLS)) > _MOST_CONTROLS * len(text):
        raise _binary(label)
    return text.replace("\r\n", "\n")


def _strictly(data: bytes, label: str, encoding: str, *, skip: int) -> str:
    try:
        return data[skip:].decode(encoding)
    except UnicodeDecodeError as exc:
        raise InputError(
            label,
            f"is not {encoding.upper()}: byte {exc.start + skip} does not fit",
            "convert it with `iconv -f ENCODING -t utf-8`, ENCODING being what it was written in",
        ) from exc
    except LookupError as exc:
        raise InputError(
            label, f'declares the unknown encoding "{encoding}"', "convert it to UTF-8 and declare that"
        ) from exc


def _binary(label: str) -> InputError:
    return InputError(label, "is binary data, not text", "give it the ending of its format, or leave it out")
