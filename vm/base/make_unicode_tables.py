# SPDX-License-Identifier: MIT
"""Writes the tables of unicode.cpp and normalize.cpp: what is known of all code points, in two stages.

Run it under CPython 3.14, whose str methods and unicodedata module (Unicode 16.0) are the source of the facts:
    python3.14 make_unicode_tables.py > unicode_tables.inc
    python3.14 make_unicode_tables.py --normal > normalize_tables.inc
With --digest it prints a checksum per property instead, which unicode_test.cpp compares with its own.
"""
import sys
import unicodedata

# In the order of the bits of UnicodeFlag.
FLAGS = [
    ('Alpha', str.isalpha),
    ('Decimal', str.isdecimal),
    ('Digit', str.isdigit),
    ('Numeric', str.isnumeric),
    ('Space', str.isspace),
    ('Printable', str.isprintable),
    ('Upper', str.isupper),
    ('Lower', str.islower),
    # istitle() is true for upper-case letters too; the rest are the title-case digraphs.
    ('Title', lambda c: unicodedata.category(c) == 'Lt'),
    # title() lowers what follows a cased character.
    ('Cased', lambda c: (c + 'a').title()[-1] == 'a'),
    # A sigma is final when a cased character precedes it, case-ignorable ones between them skipped.
    ('CaseIgnorable', lambda c: ('a' + c + 'Σ').lower()[-1] == 'ς' and (c + 'Σ').lower()[-1] != 'ς'),
    ('XidStart', str.isidentifier),
    ('XidContinue', lambda c: ('a' + c).isidentifier()),
    ('LineBreak', lambda c: len(('a' + c + 'a').splitlines()) == 2),
    ('Wide', lambda c: unicodedata.east_asian_width(c) in 'WF'),
]
MAPPINGS = [('Upper', str.upper), ('Lower', str.lower), ('Title', str.title), ('Fold', str.casefold)]
CATEGORIES = ('Cn Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Cs Co').split()
NO_VALUE = 255
BLOCK = 128
# A mapping that is not "add this difference": EXPANSION + 4 * index into the list of texts + length.
EXPANSION = 1 << 24

expansions, expansion_index = [], {}
numerics, numeric_index = [0.0], {}


def mapping(c, text):
    if len(text) == 1:
        return ord(text) - ord(c)
    if text not in expansion_index:
        expansion_index[text] = len(expansions)
        expansions.extend(map(ord, text))
    return EXPANSION + 4 * expansion_index[text] + len(text)


def numeric(c):
    value = unicodedata.numeric(c, None)
    if value is None:
        return 0
    if value not in numeric_index:
        numeric_index[value] = len(numerics)
        numerics.append(value)
    return numeric_index[value]


def flags(c):
    return sum(1 << i for i, (_, has) in enumerate(FLAGS) if has(c))


def record(c):
    deltas = [mapping(c, change(c)) for _, change in MAPPINGS]
    decimal = unicodedata.decimal(c, NO_VALUE)
    digit = unicodedata.digit(c, NO_VALUE)
    category = CATEGORIES.index(unicodedata.category(c))
    return (*deltas, flags(c), decimal, digit, numeric(c), category)


def print_array(declaration, values, line=24):
    print(declaration + ' = {')
    for i in range(0, len(values), line):
        print(','.join(map(str, values[i:i + line])) + ',')
    print('};')


def print_records(type_name, record_of):
    records, index, stage2 = [], {}, []
    for code in range(0x110000):
        r = record_of(chr(code))
        if r not in index:
            index[r] = len(records)
            records.append(r)
        stage2.append(index[r])
    blocks, stage1, flat = {}, [], []
    for i in range(0, len(stage2), BLOCK):
        block = tuple(stage2[i:i + BLOCK])
        if block not in blocks:
            blocks[block] = len(blocks)
            flat.extend(block)
        stage1.append(blocks[block])
    print('// Written by make_unicode_tables.py from the data of Unicode %s.' % unicodedata.unidata_version)
    print('constexpr %s kRecords[] = {' % type_name)
    for r in records:
        print('{%s},' % ','.join(map(str, r)))
    print('};')
    print_array('constexpr std::%s kBlocks[]' % ('uint8_t' if len(blocks) < 256 else 'uint16_t'), stage1)
    print_array('constexpr std::uint16_t kRecordOf[]', flat)


def tables():
    print_records('UnicodeRecord', record)
    print_array('constexpr char32_t kExpansions[]', expansions)
    print_array('constexpr double kNumerics[]', [repr(n) for n in numerics], 8)


def normal_tables():
    texts, places = [], {}

    def place_of(c, form):
        text = unicodedata.normalize(form, c)
        if text == c or 0xac00 <= ord(c) <= 0xd7a3:     # Hangul syllables are computed
            return 0, 0
        if text not in places:
            places[text] = len(texts)
            texts.extend(map(ord, text))
        return places[text], len(text)

    def normal_record(c):
        canonical, compatible = place_of(c, 'NFD'), place_of(c, 'NFKD')
        return (*canonical[:1], *compatible[:1], canonical[1], compatible[1], unicodedata.combining(c))
    print_records('NormalRecord', normal_record)
    print_array('constexpr char32_t kTexts[]', texts)
    pairs = []
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and parts[0][0] != '<':
            first, second = (int(p, 16) for p in parts)
            if unicodedata.normalize('NFC', chr(first) + chr(second)) == chr(code):
                pairs.append((first, second, code))
    print_array('constexpr ComposedPair kPairs[]', ['{%d,%d,%d}' % p for p in sorted(pairs)], 6)


def digests():
    def mix(values):
        total = 0
        for v in values:
            total = (total * 1000003 + v) % (1 << 64)
        return total
    every = [chr(c) for c in range(0x110000)]
    for name, has in FLAGS:
        print('{"%s", %du},' % (name, mix(int(has(c)) for c in every)))
    for name, change in MAPPINGS:
        print('{"To%s", %du},' % (name, mix(ord(x) for c in every for x in change(c))))
    print('{"DecimalValue", %du},' % mix(unicodedata.decimal(c, NO_VALUE) for c in every))
    print('{"DigitValue", %du},' % mix(unicodedata.digit(c, NO_VALUE) for c in every))
    print('{"NumericValue", %du},' % mix(round(unicodedata.numeric(c, -1) * 320) % (1 << 64) for c in every))
    print('{"Category", %du},' % mix(CATEGORIES.index(unicodedata.category(c)) for c in every))
    for form in ('NFC', 'NFD', 'NFKC', 'NFKD'):
        print('{"%s", %du},' % (form, mix(ord(x) for c in every for x in unicodedata.normalize(form, c))))


if '--digest' in sys.argv:
    digests()
elif '--normal' in sys.argv:
    normal_tables()
else:
    tables()
