"""The parsers of card readers, chips and code scanners, for ``benchmarks.fuzz``.

An ATR is no parser of ours: PC/SC tells protocol and presence. What pictures of codes hold goes through libraries of
others, in a child process where a camera brings them.
"""

import io
from itertools import cycle

import qrcode

from benchmarks.fuzz_parser import Parser
from devices.discovery.announced import services
from devices.errors import DeviceFailure
from devices.id_card_reader import frame_codec as sdt
from devices.id_card_reader.card_writer import new_address_data, read_data
from devices.id_card_reader.text_block import LAYOUTS, card_of, new_address_of
from devices.qr_scanner.code_rules import CodeGate, rules_of
from devices.qr_scanner.hid_pos_codec import REPORT, HidPosDecoder, encode_reports
from devices.qr_scanner.image_decoder import decode_codes
from devices.qr_scanner.payload_codec import MAX_PAYLOAD, Payload, PayloadDecoder
from devices.qr_scanner.wedge_codec import WedgeDecoder
from devices.smart_card.simulator_chip import Chip
from devices.smart_card.social_card import read_social_card

CARD = {
    "name": "张三",
    "english_name": "TEST PERSON",
    "nationality": "XXA",
    "sex": "1",
    "birth": "19000101",
    "address": "浙江省宁波市海曙区测试路1号",
    "valid_from": "20200101",
    "valid_to": "20300101",
}
NUMBERS = {"foreigner_2017": "CHN310000123456", "foreigner_2023": "911124190001010019"}
SOCIAL_CARD = {
    "id_code": "330200D15600000500000000000000AB",
    "card_class": "1",
    "version": "2.00",
    "issued": "20200101",
    "valid_to": "20300101",
    "number": "A12345678",
    "person_number": "330203190001010013",
    "name": "张三",
    "sex": "1",
    "ethnicity": "01",
    "birth": "19000101",
}


def card_parsers() -> tuple[Parser, ...]:
    cards = tuple(
        read_data({**CARD, "kind": kind, "number": NUMBERS.get(kind, "330203190001010013")}) for kind in LAYOUTS
    )
    frames = (sdt.encode_answer(sdt.CARD_FOUND, bytes(4)), sdt.encode_answer(sdt.OK, cards[0][:300]))
    return (
        Parser("sdt-frames", (*frames, sdt.encode_request(sdt.READ)), _frames),
        Parser("card-text", tuple(data[:260] for data in cards), lambda data: card_of(data + bytes(1024)), _REFUSED),
        Parser("card-address", (new_address_data("宁波市鄞州区测试路2号"),), new_address_of, _REFUSED),
        Parser("social-card", (_answers(False), _answers(True)), _social_card, _REFUSED),
        Parser("code-line", (b"\x02OW1:a\r\nb\x03", b"]Q1https://example.invalid/\r\n", b"\xc4\xfe\xb2\xa8\r"), _codes),
        Parser("code-hid-pos", (b"".join(encode_reports(b"0123456789" * 12)), encode_reports(b"x")[0]), _reports),
        Parser("code-keys", (b"\x02OW1:case:TOKEN\x03", b"OW1:case:TOKEN\r"), _keys),
        Parser("code-picture", (_picture(b"OW1:case:TOKEN"),), decode_codes, _REFUSED),
        Parser("dns-sd", (_ANNOUNCED,), lambda data: list(services(data.decode("utf-8", "replace")))),
    )


_REFUSED = (DeviceFailure,)
_ANNOUNCED = '=;eth0;IPv4;Scanner\\032一;_uscan._tcp;local;s.local;192.0.2.7;8080;"rs=/eSCL" "ty=S"\n'.encode()


def _frames(data: bytes) -> None:
    """As a line brings them, seven bytes at a time; nothing longer than one frame is kept."""
    decoder = sdt.FrameDecoder()
    for at in range(0, len(data), 7):
        for body in decoder.feed(data[at : at + 7]):
            if (answer := sdt.answer_of(body)) is not None:
                sdt.failure_of(answer.status)


def _codes(data: bytes) -> None:
    decoder, gate = PayloadDecoder(), CodeGate(rules_of({}), lambda: 0.0)
    for payload in (*decoder.feed(data), *decoder.idle()):
        _judge(gate, payload)


def _reports(data: bytes) -> None:
    decoder, gate = HidPosDecoder(), CodeGate(rules_of({"symbologies": "qr"}), lambda: 0.0)
    for at in range(0, len(data), REPORT):
        if (payload := decoder.feed(data[at : at + REPORT])) is not None:
            _judge(gate, payload)


def _keys(data: bytes) -> None:
    decoder, gate = WedgeDecoder(), CodeGate(rules_of({}), lambda: 0.0)
    for number, key in enumerate(data.decode("latin-1")):
        if (payload := decoder.key(key, number * 0.01).payload) is not None:
            _judge(gate, payload)


def _judge(gate: CodeGate, payload: Payload) -> None:
    if len(payload.data) > MAX_PAYLOAD:
        raise AssertionError("longer than the cap")
    try:
        gate.text(payload)
    except DeviceFailure:
        return


def _answers(by_record: bool) -> bytes:
    """What a chip answers to a whole reading, each with its length before it."""
    chip, said = Chip(SOCIAL_CARD, by_record), list[bytes]()

    def transmit(command: bytes) -> bytes:
        said.append(chip.answer(command) or b"")
        return said[-1]

    read_social_card(transmit)
    return b"".join(bytes((len(answer),)) + answer for answer in said)


def _social_card(data: bytes) -> None:
    answers, at = list[bytes](), 0
    while at < len(data):
        answers.append(data[at + 1 : at + 1 + data[at]])
        at += 1 + data[at]
    following = cycle(answers or [b""])
    read_social_card(lambda _: next(following))


def _picture(code: bytes) -> bytes:
    out = io.BytesIO()
    qrcode.make(code, box_size=2, border=2).get_image().convert("L").save(out, "PNG")
    return out.getvalue()
