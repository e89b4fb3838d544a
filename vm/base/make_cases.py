# SPDX-License-Identifier: MIT
"""Writes the tables of questions and answers that the unit tests of vm/base compare with.

The answers are those of the interpreter that runs this script, which has to be CPython 3.14:
    python3.14 make_cases.py float [COUNT [SEED]] > float_text_cases.inc
Each row is a request, in a small notation that the test reads, and the expected answer. `--plain` prints
"request~answer" lines instead, for comparing many more than are kept.
"""
import codecs
import math
import random
import struct
import sys
import unicodedata

INF = float('inf')


def bits(value):
    return '%x' % struct.unpack('<Q', struct.pack('<d', value))


def some_double():
    kind = random.randrange(9)
    if kind == 0:
        return struct.unpack('<d', struct.pack('<Q', random.getrandbits(64)))[0]
    if kind == 1:
        return random.choice([0.0, -0.0, 1.0, -1.0, INF, -INF, INF - INF, 5e-324, 1.7976931348623157e308,
                              2.2250738585072014e-308, 0.5, 9.5, 99.5, 0.1])
    if kind == 2:
        return random.randrange(-10**6, 10**6) / 10**random.randrange(0, 8)
    if kind == 3:
        return float(random.randrange(10**random.randrange(1, 20)))
    if kind == 4:
        return 10.0**random.randrange(-30, 30) * random.choice([1, -1, 5, 2.5])
    if kind == 5:
        return random.randrange(1000) + 0.5
    if kind == 6:
        return random.uniform(-1, 1) * 10**random.randrange(-320, 308)
    if kind == 7:
        return float('%de%d' % (random.randrange(1, 100), random.randrange(-320, 300)))
    return random.choice([1, -1]) * (10.0**random.randrange(0, 22) - random.choice([0, 1e-5, 0.5, 1]))


def digits_text():
    long = random.random() < .3
    count = random.choice([0, 1, 1, 2, 5, 18, 40, LONG]) if long else random.randrange(6)
    text = ''.join(random.choice('0123456789' if random.random() < .8 else '0') for _ in range(count))
    if random.random() < .1 and text:
        at = random.randrange(len(text) + 1)
        text = text[:at] + '_' + text[at:]
    return text


def answer(function, text):
    try:
        return repr(function(text))
    except ValueError:
        return 'bad'
    except OverflowError:
        return 'big'


def float_format():
    """F code precision alternate add_dot_zero no_negative_zero upper bits"""
    value = some_double()
    code = random.choice('efgr')
    precision = random.choice([0, 1, 2, 3, 5, 6, 10, 16, 17, 20, 50, LONG])
    alternate, z, dot0 = random.randrange(4) == 0, random.randrange(4) == 0, False
    upper = random.random() < .2 and code != 'r'
    flags = ('z' if z else '') + ('#' if alternate else '')
    if code == 'r':
        alternate, dot0 = False, random.random() < .5
        z = z and dot0
        text = format(value, 'z' if z else '') if dot0 else repr(complex(0, value))[:-1]
    elif code == 'g' and random.random() < .3 and not upper:
        dot0 = True
        text = format(value, '%s.%d' % (flags, precision))
    else:
        text = format(value, '%s.%d%s' % (flags, precision, code.upper() if upper else code))
    request = 'F %s %d %d %d %d %d %s' % (code, precision, alternate, dot0, z, upper, bits(value))
    return request, text


def float_parse():
    """P text"""
    text = random.choice(['', '', '-', '+', '_']) + digits_text() + random.choice(['', '.', '.']) + digits_text()
    if random.random() < .6:
        text += random.choice(['e', 'E', 'e-']) + random.choice(['', '-', '+'])
        text += random.choice(['', '1', '5', '10', '2_0', '300', '330', '400', '1000', '99999999999999999999',
                               digits_text()])
    if random.random() < .1:
        text = random.choice(['inf', 'INFINITY', 'nAn', '-infinity', 'infinit', 'nan1', '.', 'e5', '0x10', '1__0',
                              '-', '1e', '_1', '1_', '1e_5', '1_.0', '1._0', '+.5', '', repr(some_double())])
    return 'P ' + text, answer(float, text)


def float_parse_hex():
    """H text"""
    body = ''.join(random.choice('0123456789abcdefF0')
                   for _ in range(random.choice([0, 1, 2, 13, 14, 15, 16, 17, 20, 30])))
    if random.random() < .3:
        body = random.choice(['', '1.']) + random.choice(
            ['0' * 13, 'fffffffffffff8', 'fffffffffffff7', 'fffffffffffff80', 'fffffffffffff8000001', '8',
             '00000000000008', '00000000000018', '0000000000000800000000001'])
    if random.random() < .6 and '.' not in body:
        at = random.randrange(len(body) + 1)
        body = body[:at] + '.' + body[at:]
    text = random.choice(['-', '+', '']) + random.choice(['0x', '0X', '']) + body
    text += random.choice(['', 'p', 'p+', 'p-'])
    if 'p' in text:
        text += random.choice(['', '0', '1', '52', '1022', '1023', '1024', '1074', '1075', '1076', '1090', '100000',
                               '99999999999999999999'])
    if random.random() < .3:
        text = some_double().hex()
    return 'H ' + text, answer(float.fromhex, text)


def float_round():
    """R digits bits"""
    value = some_double()
    digits = random.choice([0, 1, 2, 3, -1, -2, -3, 5, 10, 15, 16, 17, -10, -20, -300, -308, -309, 300, 322, 323,
                            324, random.randrange(-25, 25)])
    if random.random() < .3:
        value = random.randrange(10**6) * 5.0 * random.choice([1, 10, 0.1, 0.01, 0.001])
    return 'R %d %s' % (digits, bits(value)), answer(lambda v: round(v, digits), value)


def float_exact():
    """X bits: hex text, mantissa and exponent of the exact ratio"""
    value = some_double()
    if value - value != 0:
        value = 0.0
    mantissa, denominator = value.as_integer_ratio()
    exponent = 1 - denominator.bit_length()
    if denominator == 1 and mantissa:
        exponent = (mantissa & -mantissa).bit_length() - 1
        mantissa >>= exponent
    return 'X ' + bits(value), '%s %d %d' % (value.hex(), mantissa, exponent)


def utf8_decode():
    """hex bytes: for every fault start-end and the first letters of the reason; then the decoded text in hex"""
    pieces = [b'a', 'é'.encode(), 'ﬁ'.encode(), '😀'.encode(), b'\xff', b'\x80', b'\xc0', b'\xc1', b'\xc2', b'\xe0',
              b'\xe0\x80', b'\xe0\xa0', b'\xed\xa0\x80', b'\xed\x9f\xbf', b'\xed\xbf\xbf', b'\xf0', b'\xf0\x8f',
              b'\xf0\x90\x80', b'\xf4\x8f\xbf\xbf', b'\xf4\x90', b'\xf5', b'\xe1\x80', b'\xf1\x80\x80', b'\xbf',
              b'\xef\xbf\xbf', b'\xdf\xbf', b'abcdefghijklmnopqrstuvwxyz0123456789']
    data = b''.join(random.choice(pieces) for _ in range(random.randrange(7)))
    if random.random() < .2:
        data = bytes(random.choice([random.randrange(256), random.randrange(0x80, 0xc0)]) for _ in range(6))
    faults = []

    def handler(error):
        faults.append('%d-%d:%s' % (error.start, error.end, error.reason.split()[1]))
        return '?', error.end
    codecs.register_error('islet-note', handler)
    text = data.decode('utf-8', 'islet-note')
    try:
        allowed = data.decode('utf-8', 'surrogatepass').encode('utf-32-le', 'surrogatepass').hex()
    except UnicodeDecodeError:
        allowed = 'bad'
    return data.hex(), ' '.join(faults + [text.encode('utf-32-le').hex(), allowed])


def normal_form():
    """form, code points in hex: the code points of the normal form"""
    pool = [0x61, 0x65, 0x301, 0x323, 0x307, 0x1100, 0x1161, 0x11a8, 0xac00, 0xac01, 0xe9, 0x1e69, 0xfb01, 0x3a9,
            0x212b, 0x344, 0x0cc6, 0x0cc2, 0x0cd5, 0x1d15e, 0xfdfa, 0x16d63, 0x16d67, 0x113c5, 0x105d2, 0x3099, 0x304b,
            0xd800, 0x10ffff, 0x0f71, 0x0f72, 0x0f80, 0x1611e, 0x11384, 0x113bb, 0x345, 0x1f80, 0x3b1, 0x313, 0x300]
    text = ''.join(chr(random.choice(pool)) for _ in range(random.randrange(1, 9)))
    form = random.choice(['NFC', 'NFD', 'NFKC', 'NFKD'])

    def show(chars):
        return ' '.join('%x' % ord(c) for c in chars)
    return form + ' ' + show(text), show(unicodedata.normalize(form, text))


def some_int(limit=5):
    """A number with runs of ones and zeros, where carries go wrong."""
    if random.random() < .1:
        return random.choice([0, 1, -1, 2, -2, 10, 255, 256])
    bits = random.choice([1, 8, 31, 53, 54, 63, 64, 65, 127, 128, 129, 192, random.randrange(1, 64 * limit)])
    value = random.getrandbits(bits)
    kind = random.random()
    if kind < .3:
        value = (1 << bits) - random.randrange(3)
    elif kind < .5:
        value = (value & 0xff) << max(bits - 8, 0)
    elif kind < .7:
        value = (((1 << bits) - 1) << random.randrange(130)) + random.randrange(2)
    return -value if random.random() < .4 else value


def nonzero_int(limit=5):
    return some_int(limit) or 7


def hex_int(value):
    return '%x' % value


def int_binary():
    """op a b, in hex with a sign"""
    a, b = some_int(), some_int()
    if random.random() < .2:
        b = a + random.randrange(-1, 2)
    if random.random() < .1:
        b = -a
    op = random.choice(['+', '-', '*', '&', '|', '^', '<', 'gcd', 'divmod', 'divmod', '/', '/'])
    if op in ('divmod', '/'):
        b = b or 3
        if random.random() < .4:
            a = b * some_int() + random.randrange(-1, 2)
    request = '%s %s %s' % (op, hex_int(a), hex_int(b))
    if op == 'divmod':
        return request, '%s %s' % tuple(map(hex_int, divmod(a, b)))
    if op == '/':
        if random.random() < .3:
            a, b = a << random.randrange(1100), b << random.randrange(1100)
            request = '%s %s %s' % (op, hex_int(a), hex_int(b))
        return request, answer(lambda _: a / b, None)
    if op == 'gcd':
        return request, hex_int(math.gcd(a, b))
    if op == '<':
        return request, str((a > b) - (a < b))
    return request, hex_int({'+': a + b, '-': a - b, '*': a * b, '&': a & b, '|': a | b, '^': a ^ b}[op])


def int_unary():
    op = random.choice(['~', '<<', '>>', 'isqrt', 'float', 'bits', 'pow', 'hash', 'bytes'])
    a = some_int()
    count = random.choice([0, 1, 5, 63, 64, 65, 128, random.randrange(300)])
    if op == 'isqrt':
        a = abs(a) if random.random() < .7 else a * a
        return '%s %s' % (op, hex_int(a)), hex_int(math.isqrt(a))
    if op == 'float':
        a = a << random.choice([0, 0, 0, 900, 960, 971])
        return '%s %s' % (op, hex_int(a)), answer(float, a)
    if op == 'bits':
        return '%s %s' % (op, hex_int(a)), '%d %d' % (a.bit_length(), a.bit_count())
    if op == 'hash':
        return '%s %s' % (op, hex_int(a)), str(hash(a))
    if op == 'bytes':
        size, signed = random.randrange(20), random.random() < .5
        try:
            data = a.to_bytes(size, 'big', signed=signed).hex() or 'empty'
        except OverflowError:
            data = 'big'
        return '%s %s %d %d' % (op, hex_int(a), size, signed), data
    if op == 'pow':
        count %= 30
        return '%s %s %d' % (op, hex_int(a), count), hex_int(a ** count)
    return '%s %s %d' % (op, hex_int(a), count), hex_int(~a if op == '~' else a << count if op == '<<' else a >> count)


def int_pow_mod():
    base, exponent, modulus = some_int(), abs(some_int()), nonzero_int()
    if random.random() < .3:
        try:
            return 'inverse %s %s' % (hex_int(base), hex_int(modulus)), hex_int(pow(base, -1, abs(modulus)))
        except ValueError:
            return 'inverse %s %s' % (hex_int(base), hex_int(modulus)), 'none'
    return 'powmod %s %s %s' % tuple(map(hex_int, (base, exponent, modulus))), hex_int(pow(base, exponent, modulus))


def int_text():
    a, base = abs(some_int(40)), random.choice([10, 10, 10, *range(2, 37)])
    rest, digits = a, ''
    while rest or not digits:
        digits = '0123456789abcdefghijklmnopqrstuvwxyz'[rest % base] + digits
        rest //= base
    return 'text %s %d' % (hex_int(a), base), digits


def int_compare_float():
    a, value = some_int(), some_double()
    if random.random() < .5:
        a = some_int(1) >> random.randrange(20)
        value = float(a) + random.choice([0, .5, -.5, 1, -1])
    if value != value:
        value = 0.0
    return 'cmpf %s %s' % (hex_int(a), bits(value)), str((a > value) - (a < value))


def some_spec(types):
    """Mostly sensible format specifications, some of them broken."""
    pick = random.choice
    spec = pick(['', '', '', '<', '>', '^', '=', '*^', '0=', 'é>', '😀<', '0<', '=^', 'x'])
    spec += pick(['', '', '', '', '+', '-', ' ']) + pick([''] * 8 + ['z']) + pick([''] * 5 + ['#'])
    spec += pick(['', '', '', '0']) + pick(['', '', '5', '8', '10', '12', '13', '20', '31', '007'])
    spec += pick(['', '', '', ',', '_', ',_', '_,'] if random.random() < .5 else [''])
    spec += pick(['', '', '', '.0', '.1', '.2', '.5', '.10', '.25', '.']) + pick([''] * 8 + [',', '_'])
    spec += pick(types) if random.random() < .9 else pick(['y', 's', 'dd', ' ', '\x01', 'é', '😀', '\x7f', '%%', 'd '])
    if random.random() < .02:
        spec = pick(['9' * 20, '.' + '9' * 20 + 'f', '.2147483648f', '.2147483648', '', '.4.', '5.d'])
    return spec


def outcome(function):
    try:
        return function()
    except (ValueError, OverflowError) as error:
        return '%s: %s' % (type(error).__name__, error)


def format_float():
    value, spec = some_double(), some_spec(['', '', 'e', 'E', 'f', 'F', 'g', 'G', 'n', '%', 'd'])
    if len(spec) and 'f' in spec.lower() and abs(value) > 1e30:
        value = 1.5
    return 'float %s %s' % (bits(value), spec), outcome(lambda: format(value, spec))


def format_int():
    value, spec = some_int(2), some_spec(['', 'd', 'd', 'b', 'o', 'x', 'X', 'c', 'n', 'e', 'f', '%', 's'])
    if spec.endswith('c'):
        value = random.choice([65, 0x1f600, 0x10ffff, 0x110000, -1, 1 << 63, (1 << 63) - 1, -1 << 64])
    if random.random() < .3:
        value = random.choice([0, 1, -1, 12, -123, 1234, 12345, 123456, -1234567, 12345678])
    return 'int %s %s' % (hex_int(value), spec), outcome(lambda: format(value, spec))


def format_complex():
    real, imaginary = some_double(), some_double()
    if abs(real) > 1e30 or abs(imaginary) > 1e30:
        real, imaginary = random.choice([0.0, -0.0, 1.0, INF]), random.choice([0.0, -0.0, 2.5, -INF, -1.0])
    value = complex(real, imaginary)
    spec = random.choice(['', some_spec(['', '', 'e', 'f', 'g', 'G', 'n', '%'])])
    request = 'complex %s %s %s' % (bits(value.real), bits(value.imag), spec)
    return request, outcome(lambda: format(value, spec))


def format_str():
    spec = some_spec(['', '', 's', 's', 'd'])
    return 'str ' + spec, outcome(lambda: format('héllo', spec))


def percent():
    pick = random.choice
    spec = ''.join(pick(['', '', '-', '+', ' ', '#', '0']) for _ in range(3))
    spec += pick(['', '', '5', '12', '20', '05']) + pick(['', '', '.', '.0', '.3', '.10'])
    spec += pick(['', '', '', 'l', 'h', 'L'])
    conversion = pick('diuoxXdxeEfFgGsrc')
    if random.random() < .1:
        spec, conversion = spec + pick(['y', '\x01', '😀', 'n', '', 'hh', '9' * 20, '.' + '9' * 20]), ''
    spec += conversion
    if conversion in tuple('eEfFgG'):
        value = some_double()
        value = 1.5 if abs(value) > 1e30 else value
        return 'pfloat %s %s' % (bits(value), spec), outcome(lambda: ('%' + spec) % value)
    if conversion in tuple('src'):
        value = 'é' if conversion == 'c' else 'hello'
        spec = spec.replace('r', 's')
        return 'pstr %s %s' % (value, spec), outcome(lambda: ('%' + spec) % value)
    value = some_int(2)
    return 'pint %s %s' % (hex_int(value), spec), outcome(lambda: ('%' + spec) % value)


TABLES = {
    'number_format': [format_float, format_float, format_int, format_int, format_complex, format_str, percent],
    'bigint': [int_binary, int_binary, int_unary, int_unary, int_pow_mod, int_text, int_compare_float],
    'normalize': [normal_form],
    'utf8': [utf8_decode],
    'float': [float_format, float_format, float_parse, float_parse_hex, float_round, float_exact],
}


def c_string(text):
    out = []
    for byte in text.encode('utf-8', 'surrogatepass'):
        if byte in b'"\\' or byte == 0x3f:
            out.append('\\' + chr(byte))
        elif 32 <= byte < 127:
            out.append(chr(byte))
        else:
            out.append('\\%03o' % byte)
    return '"' + ''.join(out) + '"'


def main():
    global LONG
    words = [a for a in sys.argv[1:] if not a.startswith('--')]
    plain = '--plain' in sys.argv
    LONG = 1100 if plain else 30
    name = words[0]
    count = int(words[1]) if len(words) > 1 else 300
    seed = int(words[2]) if len(words) > 2 else 14
    random.seed(seed)
    if not plain:
        print('// Written by make_cases.py %s %d %d; the answers are those of CPython 3.14.' % (name, count, seed))
    makers, seen = TABLES[name], set()
    for i in range(count):
        request, expected = makers[i % len(makers)]()
        if plain:
            print(request + '~' + expected)
        elif request not in seen:
            print('{%s, %s},' % (c_string(request), c_string(expected)))
        seen.add(request)


main()
