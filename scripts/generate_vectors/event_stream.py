#!/usr/bin/env python3
"""Writes tests/unit/codec/data/event_stream_vectors.json: event-stream frames, good and broken, and what botocore makes of each.

usage: python scripts/generate_vectors/event_stream.py [--check]

Needs botocore (pip install botocore). botocore only decodes, so the frames are built here, byte by byte from the format's
description, and botocore's eventstream.EventStreamBuffer judges them. With --check nothing is written: exit status 1 says
that the file is not what this script and the installed botocore give.
"""
import binascii
import json
import pathlib
import re
import struct
import sys

import botocore
from botocore.eventstream import EventStreamBuffer

OUTPUT = pathlib.Path(__file__).resolve().parents[2] / "tests/unit/codec/data/event_stream_vectors.json"
MAX_HEADERS = 128 * 1024
MAX_PAYLOAD = 24 * 1024 * 1024

TRUE, FALSE, BYTE, SHORT, INT, LONG, BYTES, STRING, TIMESTAMP, UUID = range(10)


def header(name, wire_type, value=None):
    name = name.encode() if isinstance(name, str) else name
    out = struct.pack("!B", len(name)) + name + struct.pack("!B", wire_type)
    if wire_type in (TRUE, FALSE):
        return out
    if wire_type in (BYTES, STRING):
        value = value.encode() if isinstance(value, str) else value
        return out + struct.pack("!H", len(value)) + value
    if wire_type == UUID:
        return out + value
    return out + struct.pack({BYTE: "!b", SHORT: "!h", INT: "!i", LONG: "!q", TIMESTAMP: "!q"}[wire_type], value)


def prelude(total, headers_length):
    lengths = struct.pack("!II", total, headers_length)
    return lengths + struct.pack("!I", binascii.crc32(lengths))


def frame(headers=b"", payload=b"", total=None, headers_length=None):
    """One frame with right CRCs; `total` and `headers_length` may lie."""
    total = len(headers) + len(payload) + 16 if total is None else total
    headers_length = len(headers) if headers_length is None else headers_length
    body = prelude(total, headers_length) + headers + payload
    return body + struct.pack("!I", binascii.crc32(body))


def flip(data, offset):
    """`data` with the lowest bit of the byte at `offset` (from the end if negative) turned over."""
    changed = bytearray(data)
    changed[offset] ^= 1
    return bytes(changed)


def pieces(data):
    """`data` as hex, with each long run of one byte written as its length."""
    out = []
    at = 0
    for run in re.finditer(rb"(.)\1{63,}", data, re.DOTALL):
        if run.start() > at:
            out.append({"hex": data[at : run.start()].hex()})
        out.append({"repeat": run.group(1).hex(), "count": len(run.group())})
        at = run.end()
    return out + [{"hex": data[at:].hex()}]


def described(name, wire_type, value):
    """A header as it is written down; a long value only by its size and CRC."""
    entry = {"name": name, "type": wire_type}
    if isinstance(value, (str, bytes)) and len(value) > 1024:
        raw = value.encode() if isinstance(value, str) else value
        return entry | {"value_bytes": len(raw), "value_crc32": binascii.crc32(raw)}
    return entry | {"value": value.hex() if isinstance(value, bytes) else value}


def typed_headers(raw):
    """(wire type, name) of each header of a well-formed block: botocore forgets the type."""
    types = []
    at = 0
    while at < len(raw):
        name_end = at + 1 + raw[at]
        wire_type = raw[name_end]
        types.append((raw[at + 1 : name_end].decode(), wire_type))
        at = name_end + 1
        if wire_type in (BYTES, STRING):
            at += 2 + struct.unpack("!H", raw[at : at + 2])[0]
        else:
            at += {TRUE: 0, FALSE: 0, BYTE: 1, SHORT: 2, INT: 4, LONG: 8, TIMESTAMP: 8, UUID: 16}[wire_type]
    return types


def judge(data):
    """What botocore says about `data`: the decoded frame, the exception, or that it wants more."""
    buffer = EventStreamBuffer()
    buffer.add_data(data)
    try:
        message = buffer.next()
    except StopIteration:
        return {"outcome": "incomplete"}, None
    except Exception as error:  # which one is what is recorded
        return {"outcome": "raises", "exception": f"{type(error).__module__}.{type(error).__name__}"}, None
    return {"outcome": "frame"}, message


def case(name, data, ours, why=None):
    """`ours` is "frame", "incomplete", or the words of our error."""
    verdict, message = judge(data)
    entry = {"name": name, "frame": pieces(data), "botocore": verdict}
    if ours == "frame":
        assert message is not None, f"{name}: botocore says {verdict}"
        headers = []
        for header_name, wire_type in typed_headers(data[12 : message.prelude.headers_end]):
            headers.append(described(header_name, wire_type, message.headers[header_name]))
        entry["headers"] = headers
        entry["payload_bytes"] = len(message.payload)
        entry["payload_crc32"] = binascii.crc32(message.payload)
    elif ours == "incomplete":
        entry["incomplete"] = True
    else:
        entry["error"] = ours
    if (verdict["outcome"] == "frame") != (ours == "frame"):
        assert why is not None, f"{name}: we differ from botocore ({verdict}) and must say why"
    if why is not None:
        entry["why"] = why
    return entry


def event(kind, payload):
    headers = header(":event-type", STRING, kind) + header(":content-type", STRING, "application/json")
    return frame(headers + header(":message-type", STRING, "event"), payload)


def cases():
    uuid = bytes(range(16))
    some = header("some", STRING, "value")
    every_type = b"".join(
        [
            header("true", TRUE), header("false", FALSE), header("byte", BYTE, -7), header("short", SHORT, -30000),
            header("int", INT, 2_000_000_000), header("long", LONG, -9_000_000_000_000_000_000),
            header("bytes", BYTES, b"\x00\xff\x80"), header("string", STRING, "h\u00e9llo \U0001f600"),
            header("timestamp", TIMESTAMP, 1_700_000_000_123), header("uuid", UUID, uuid),
        ]
    )

    yield case("no_headers_and_empty_payload", frame(), "frame")
    yield case("no_headers", frame(b"", b"payload"), "frame")
    yield case("empty_payload", frame(some), "frame")
    yield case("every_header_type", frame(every_type, b"{}"), "frame")
    for name, wire_type, values in [
        ("true", TRUE, [None]), ("false", FALSE, [None]), ("byte", BYTE, [-128, -1, 0, 127]),
        ("short", SHORT, [-(2**15), -1, 0, 2**15 - 1]), ("int", INT, [-(2**31), -1, 0, 2**31 - 1]),
        ("long", LONG, [-(2**63), -1, 0, 2**63 - 1]), ("byte_array", BYTES, [b"", b"\x00", bytes(range(256))]),
        ("string", STRING, ["", "a", "\u00e9\u4f60\U0001f600", "null\0inside"]),
        ("timestamp", TIMESTAMP, [0, -1, 2**63 - 1]), ("uuid", UUID, [uuid, b"\xff" * 16]),
    ]:
        for index, value in enumerate(values):
            yield case(f"header_{name}_{index}", frame(header("name", wire_type, value), b"x"), "frame")
    yield case("header_name_of_255_bytes", frame(header("n" * 255, TRUE)), "frame")
    yield case("header_name_of_0_bytes", frame(header("", TRUE)), "frame")
    yield case("header_name_not_ascii", frame(header("n\u00e4me", STRING, "x")), "frame")
    yield case("header_value_of_32767_bytes", frame(header("s", STRING, "v" * 32767)), "frame")
    yield case("header_value_of_65535_bytes", frame(header("s", BYTES, b"v" * 65535)), "frame")
    full = header("a", BYTES, b"v" * 65535) + header("b", BYTES, b"v" * 65527)
    assert len(full) == MAX_HEADERS
    yield case("headers_of_128_KiB", frame(full, b"x"), "frame")
    yield case("message_start", event("messageStart", b'{"role":"assistant"}'), "frame")
    yield case("content_block_delta",
               event("contentBlockDelta", b'{"contentBlockIndex":0,"delta":{"text":"Hi"},"p":"abcdefgh"}'), "frame")
    exception = header(":exception-type", STRING, "throttlingException") + header(":content-type", STRING, "application/json")
    yield case("exception", frame(exception + header(":message-type", STRING, "exception"),
                                  b'{"message":"Too many requests"}'), "frame")
    for size in [1, 4095, 4096, 65535, 65536, 2**20, MAX_PAYLOAD - 1, MAX_PAYLOAD]:
        yield case(f"payload_of_{size}_bytes", frame(some, b"p" * size), "frame")

    good = frame(every_type, b"some payload")
    headers_end = 12 + len(every_type)
    checksum = "prelude checksum does not match"
    yield case("prelude_checksum_wrong", flip(good, 11), checksum)
    yield case("total_length_flipped", flip(good, 3), checksum)
    yield case("headers_length_flipped", flip(good, 7), checksum)
    yield case("huge_total_length_flipped", flip(good, 0), checksum)
    checksum = "message checksum does not match"
    yield case("message_checksum_wrong", flip(good, -1), checksum)
    yield case("payload_flipped", flip(good, headers_end), checksum)
    yield case("first_header_byte_flipped", flip(good, 12), checksum)
    yield case("last_header_byte_flipped", flip(good, headers_end - 1), checksum)
    yield case("not_an_event_stream", b'{"message":"The security token included in the request is expired"}',
               "prelude checksum does not match")

    yield case("headers_length_over_the_limit", prelude(MAX_HEADERS + 1 + 16, MAX_HEADERS + 1), "headers exceed the limit")
    yield case("payload_length_over_the_limit", prelude(MAX_PAYLOAD + 1 + 16, 0), "payload exceeds the limit")
    yield case("payload_length_over_the_limit_beside_headers", prelude(MAX_PAYLOAD + 1 + 100 + 16, 100), "payload exceeds the limit")
    yield case("total_length_of_4_GiB", prelude(2**32 - 1, 0), "payload exceeds the limit")
    lengths = "headers are longer than the frame"
    yield case("total_length_of_0", frame(total=0), lengths)
    yield case("total_length_of_12", frame(total=12), lengths,
               "botocore finds the prelude's CRC where it looks for the message's, computed over nothing more")
    yield case("total_length_of_15", frame(total=15), lengths)
    yield case("headers_longer_than_the_frame", frame(some, b"", headers_length=len(some) + 1), lengths)
    yield case("headers_of_4_GiB", prelude(100, 2**32 - 1), "headers exceed the limit")

    value = "header value is malformed"
    name = "header name is malformed"
    yield case("header_type_10", frame(header("n", TRUE)[:-1] + b"\x0a"), value)
    yield case("header_type_255", frame(header("n", TRUE)[:-1] + b"\xff"), value)
    yield case("header_without_type", frame(header("n", TRUE)[:-1]), "header has no value")
    yield case("header_name_cut_off", frame(b"\x05nam"), name)
    yield case("header_name_not_utf8", frame(header(b"\xff", TRUE)), name)
    yield case("header_string_not_utf8", frame(header("n", STRING, b"\xc3(")), value)
    for kind, wire_type, width in [("byte", BYTE, 1), ("short", SHORT, 2), ("int", INT, 4), ("long", LONG, 8), ("timestamp", TIMESTAMP, 8)]:
        yield case(f"header_{kind}_cut_off", frame(header("n", wire_type, 1)[:-1]), value)
    strict = "botocore takes what is there of a value whose length goes beyond the headers"
    yield case("header_uuid_cut_off", frame(header("n", UUID, uuid)[:-1]), value, strict)
    yield case("header_string_cut_off", frame(header("n", STRING, "value")[:-1]), value, strict)
    yield case("header_bytes_cut_off", frame(header("n", BYTES, b"value")[:-1]), value, strict)
    yield case("header_string_length_cut_off", frame(header("n", STRING, "")[:-1]), value)
    yield case("header_string_reaches_into_the_payload",
               frame(header("n", STRING, "value") + b"payload", headers_length=len(header("n", STRING, "value")) - 3), value, strict)
    yield case("header_there_twice", frame(some + some), "header is there twice")
    many = b"".join(header(f"n{i}", TRUE) for i in range(100))
    yield case("a_hundred_headers", frame(many), "frame")
    yield case("one_of_a_hundred_headers_there_twice", frame(many + header("n42", FALSE)), "header is there twice")

    yield case("nothing", b"", "incomplete")
    yield case("part_of_the_prelude", good[:11], "incomplete")
    yield case("prelude_only", good[:12], "incomplete")
    yield case("last_byte_missing", good[:-1], "incomplete")
    yield case("largest_payload_announced", prelude(MAX_PAYLOAD + 16, 0), "incomplete")


def main():
    document = {
        "generated_by": "scripts/generate_vectors/event_stream.py",
        "botocore": botocore.__version__,
        "cases": list(cases()),
    }
    lines = ",\n".join("    " + json.dumps(entry) for entry in document.pop("cases"))
    text = json.dumps(document, indent=2)[:-2] + ',\n  "cases": [\n' + lines + "\n  ]\n}\n"
    if "--check" in sys.argv[1:]:
        stored = json.loads(OUTPUT.read_text())["cases"]
        sys.exit(0 if stored == json.loads(text)["cases"] else f"{OUTPUT} differs from what botocore {botocore.__version__} gives")
    OUTPUT.write_text(text)


if __name__ == "__main__":
    main()
