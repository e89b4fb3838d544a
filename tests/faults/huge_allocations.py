# Sizes that no memory can hold: each is a MemoryError or OverflowError, at once.
def attempt(source):
    try:
        exec(source, {})
        print(source, "returned")
    except (MemoryError, OverflowError, ValueError):
        print(source, "refused")


for source in """[0] * 10**18
[0] * 10**30
(0,) * 10**18
'a' * 10**18
'a' * 10**30
b'a' * 10**18
bytearray(10**18)
bytearray(b'a') * 10**18
bytes(10**18)
1 << 10**18
'é' * 2**62
[1, 2, 3] * 2**62
[[]] * (2**61)
'ab' * (2**63 - 1)
x = [0]; x *= 10**18
x = 'a'; x *= 10**18
x = bytearray(b'ab'); x *= 2**62
list(range(10**18))[0]
bytes(range(10**18))
'x'.ljust(10**18)
'x'.rjust(10**18)
'x'.center(10**18)
'x'.zfill(10**18)
'a\\tb'.expandtabs(10**18)
'%1000000000000000000d' % 1
'{:1000000000000000000}'.format(1)
f'{1:1000000000000000000}'
'%.1000000000000000000f' % 1.0
format(1.0, '.1000000000000000000f')
(1).to_bytes(10**18, 'big')
'a'.replace('a', 'b' * 10**6) * 10**15
b'x'.center(10**18)
bytearray(5).resize(10**18)
range(10**30).__len__()
len(range(10**30))
'a' * -10**30
[0] * -10**30
[0] * True
''.join(['a' * 10**18])
10**10**10 if False else 1 << (1 << 62)
bytes(2**63)
bytearray(2**63)
bytes(-1)""".splitlines():
    attempt(source)
print("alive", len([0] * 1000), "a" * 3)
