"""Bech32 (BIP 173), in which age writes its keys."""

_CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def bech32(name: str, data: bytes) -> str:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    values = [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    expanded = [ord(one) >> 5 for one in name] + [0] + [ord(one) & 31 for one in name]
    sum_ = _checksum([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [sum_ >> 5 * (5 - at) & 31 for at in range(6)]
    return name + "1" + "".join(_CHARACTERS[value] for value in values)


def _checksum(values: list[int]) -> int:
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate(_GENERATORS):
            state ^= generator if top >> at & 1 else 0
    return state
