#!/usr/bin/env python3
"""XXH64 with seed 0, the checksum in the first line of a generated file.

usage: checksum.py FILE        prints the sum of its bytes in 16 hexadecimal digits
"""
import struct
import sys

MASK = 2**64 - 1
P1, P2, P3, P4, P5 = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)


def rotate(x, by):
    return (x << by | x >> 64 - by) & MASK


def turn(lane, word):
    return rotate(lane + word * P2 & MASK, 31) * P1 & MASK


def checksum(text):
    whole = len(text) // 32 * 32
    if whole:
        a, b, c, d = P1 + P2, P2, 0, -P1
        for w, x, y, z in struct.iter_unpack("<4Q", text[:whole]):
            a, b, c, d = turn(a, w), turn(b, x), turn(c, y), turn(d, z)
        total = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)
        for lane in (a, b, c, d):
            total = (total ^ turn(0, lane)) * P1 + P4 & MASK
    else:
        total = P5
    total, rest = total + len(text) & MASK, text[whole:]
    while len(rest) >= 8:
        total, rest = rotate(total ^ turn(0, int.from_bytes(rest[:8], "little")), 27) * P1 + P4 & MASK, rest[8:]
    if len(rest) >= 4:
        total, rest = rotate(total ^ int.from_bytes(rest[:4], "little") * P1 & MASK, 23) * P2 + P3 & MASK, rest[4:]
    for byte in rest:
        total = rotate(total ^ byte * P5 & MASK, 11) * P1 & MASK
    total = (total ^ total >> 33) * P2 & MASK
    total = (total ^ total >> 29) * P3 & MASK
    return total ^ total >> 32


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as f:
        print("%016x" % checksum(f.read()))
