# SPDX-License-Identifier: MIT
"""Bytes and bytearrays: checksums, packing by hand, slicing, searching, hex."""

data = bytes((i * 31 + 7) & 255 for i in range(60000))
a, b = 1, 0
for byte in data:
    a = (a + byte) % 65521
    b = (b + a) % 65521
packed = bytearray()
for i in range(40000):
    packed += (i * 2654435761 & 0xFFFFFFFF).to_bytes(4, "little")
    packed.append(i & 127)
values = [int.from_bytes(packed[i:i + 4], "little") for i in range(0, len(packed), 5)]
table = [0] * 256
for i in range(len(packed)):
    table[packed[i]] += 1
pieces = [data[i:i + 16].hex() for i in range(0, len(data), 16)]
print(b << 16 | a, sum(values) & 0xFFFF, max(table), len("".join(pieces)), data.find(b"\xff\x1e"), data.count(b"\x07"),
      len(data.split(b"\x00")), bytes.fromhex("".join(pieces[:4]))[:4])
