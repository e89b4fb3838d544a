# SPDX-License-Identifier: MIT
"""Writes unicode_names_data.inc: the names of characters, from the interpreter that runs this script.

    python3.14 make_unicode_names.py > unicode_names_data.inc
A name is a row of words, a word one to three printable characters: the oftener it is used the shorter. What the
code points' numbers make of their own accord (ideographs, syllables) is left to the code.
"""
import collections
import re
import unicodedata

# No character that means something in a C string; '!' ends a name and '~' a word.
ALPHABET = [chr(c) for c in range(0x23, 0x7e) if chr(c) not in '"\\?']
ONE, TWO = 30, 58
ALIASES = '''NULL|START OF HEADING|START OF TEXT|END OF TEXT|END OF TRANSMISSION|ENQUIRY|ACKNOWLEDGE|ALERT|BACKSPACE
CHARACTER TABULATION|HORIZONTAL TABULATION|LINE FEED|NEW LINE|END OF LINE|LINE TABULATION|VERTICAL TABULATION|FORM FEED
CARRIAGE RETURN|SHIFT OUT|SHIFT IN|DATA LINK ESCAPE|DEVICE CONTROL ONE|DEVICE CONTROL TWO|DEVICE CONTROL THREE
DEVICE CONTROL FOUR|NEGATIVE ACKNOWLEDGE|SYNCHRONOUS IDLE|END OF TRANSMISSION BLOCK|CANCEL|END OF MEDIUM|SUBSTITUTE
ESCAPE|FILE SEPARATOR|GROUP SEPARATOR|RECORD SEPARATOR|UNIT SEPARATOR|DELETE|PADDING CHARACTER|HIGH OCTET PRESET
BREAK PERMITTED HERE|NO BREAK HERE|INDEX|NEXT LINE|START OF SELECTED AREA|END OF SELECTED AREA
CHARACTER TABULATION SET|LINE TABULATION SET|PARTIAL LINE FORWARD|PARTIAL LINE BACKWARD|REVERSE LINE FEED
SINGLE SHIFT TWO|SINGLE SHIFT THREE|DEVICE CONTROL STRING|PRIVATE USE ONE|PRIVATE USE TWO|SET TRANSMIT STATE
CANCEL CHARACTER|MESSAGE WAITING|START OF GUARDED AREA|END OF GUARDED AREA|START OF STRING
CONTROL SEQUENCE INTRODUCER|STRING TERMINATOR|OPERATING SYSTEM COMMAND|PRIVACY MESSAGE|APPLICATION PROGRAM COMMAND
NUL|SOH|STX|ETX|EOT|ENQ|ACK|BEL|BS|HT|TAB|LF|NL|EOL|VT|FF|CR|SO|SI|DLE|DC1|DC2|DC3|DC4|NAK|SYN|ETB|CAN|EOM|EM|SUB|ESC
FS|GS|RS|US|SP|DEL|PAD|HOP|BPH|NBH|IND|NEL|SSA|ESA|HTS|VTS|PLD|PLU|RI|SS2|SS3|DCS|PU1|PU2|STS|CCH|MW|SPA|EPA|SOS|CSI|ST
OSC|PM|APC|NBSP|SHY|ZWSP|ZWNJ|ZWJ|LRM|RLM|LRE|RLE|PDF|LRO|RLO|WJ|LRI|RLI|FSI|PDI|BOM|ZWNBSP|BYTE ORDER MARK|CGJ|ALM
NNBSP|MMSP|FVS1|FVS2|FVS3|MVS|VS1|VS2|VS15|VS16|VS17|VS256|LATIN CAPITAL LETTER GHA|LATIN SMALL LETTER GHA
WEIERSTRASS ELLIPTIC FUNCTION'''


def is_computed(name):
    return re.match(r'(CJK UNIFIED IDEOGRAPH|CJK COMPATIBILITY IDEOGRAPH|TANGUT IDEOGRAPH|NUSHU CHARACTER|'
                    r'KHITAN SMALL SCRIPT CHARACTER|EGYPTIAN HIEROGLYPH)-[0-9A-F]+$|HANGUL SYLLABLE ', name)


def computed_ranges(names):
    ranges = []
    for point, name in sorted(names.items()):
        if not is_computed(name):
            continue
        prefix = 'HANGUL SYLLABLE ' if name.startswith('HANGUL') else name[:name.rindex('-') + 1]
        if ranges and ranges[-1][1] == point - 1 and ranges[-1][2] == prefix:
            ranges[-1][1] = point
        else:
            ranges.append([point, point, prefix])
    return ranges


def word_codes(count):
    singles, pairs, triples = ALPHABET[:ONE], ALPHABET[ONE:ONE + TWO], ALPHABET[ONE + TWO:]
    yield from singles
    for a in pairs:
        for b in ALPHABET:
            yield a + b
    for a in triples:
        for b in ALPHABET:
            for c in ALPHABET:
                yield a + b + c


def put_string(name, text):
    print(f'constexpr char {name}[] =')
    for at in range(0, len(text), 100):
        print(f'    "{text[at:at + 100]}"')
    print('    ;')


def main():
    names = {point: unicodedata.name(chr(point), '') for point in range(0x110000)}
    names = {point: name for point, name in names.items() if name}
    stored = {point: name for point, name in names.items() if not is_computed(name)}
    # A hyphen joins two words without a blank; the few that stand beside a blank stay part of their word.
    words = {}
    for point, name in stored.items():
        words[point] = re.findall(r'(?:(?<= )-)?[A-Z0-9]+(?:-(?= ))?|-', name)
    counts = collections.Counter(word for row in words.values() for word in row)
    ordered = [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]
    codes = dict(zip(ordered, word_codes(len(ordered))))
    print('// Written by make_unicode_names.py from the names that CPython 3.14 knows (Unicode '
          + unicodedata.unidata_version + ').')
    print(f'constexpr std::uint32_t kOneCharWords = {ONE}, kTwoCharWords = {TWO};')
    put_string('kAlphabet', ''.join(ALPHABET))
    put_string('kWords', '~' + '~'.join(ordered) + '~')
    put_string('kNames', '!' + ''.join(''.join(codes[word] for word in words[point]) + '!' for point in sorted(words)))
    runs = []
    for point in sorted(words):
        if runs and runs[-1][0] + runs[-1][1] == point:
            runs[-1][1] += 1
        else:
            runs.append([point, 1])
    print('constexpr NameRun kRuns[] = {')
    for point, count in runs:
        print(f'    {{{point:#x}, {count}}},')
    print('};')
    print('constexpr ComputedRange kComputed[] = {')
    for first, last, prefix in computed_ranges(names):
        print(f'    {{{first:#x}, {last:#x}, "{prefix}"}},')
    print('};')
    print('constexpr NameAlias kAliases[] = {')
    for alias in ALIASES.replace('\n', '|').split('|'):
        try:
            print(f'    {{{ord(unicodedata.lookup(alias)):#x}, "{alias}"}},')
        except KeyError:
            pass
    print('};')


main()
