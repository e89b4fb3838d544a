# Integer literals: bases, underscores, size, and the malformed ones.
print(0, 00, 0_0, 7, 1_000_000, 0xff, 0XFF, 0xdead_beef, 0o777, 0O7_7, 0b1010, 0B1_0, 0x_f, 0b_1, 0o_7)
print(2147483647, 2147483648, 140737488355327, 140737488355328, 9223372036854775807, 9223372036854775808)
print(18446744073709551616, 0xFFFFFFFFFFFFFFFF, 0x1_0000_0000_0000_0000, 10**40 == 1_0000000000_0000000000_0000000000_0000000000)
print(0b1111_0000, -0x10, - 5, +0o10, 1 if 1 else 2)
print(1 .real, 1..real, (1).real, 0xa.bit_length(), 1_0 .__add__(5), 1 .__class__.__name__)
for source in """0123
00012
1__0
1_
_1
0x
0xg
0b2
0b12
0o8
0o
0b
0_x1
1_000_
0b1_
0x_
12abc
1e5x
0xfg
0777
1.e
1e
1e+
1_e5
1._5
1.5_
1j2
0b1.5
0x1.5
0o1e5
5abs
0_7
1__000""".splitlines():
    try:
        print(source, eval(source))
    except SyntaxError as e:
        print(source, "|", e.msg, e.offset)
    except NameError as e:
        print(source, "|", e)
