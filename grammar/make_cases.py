# SPDX-License-Identifier: MIT
"""Writes the answers in the tables that the tests of the parser compare with.

The answers are those of the interpreter that runs this script, which has to be CPython 3.14:
    python3.14 make_cases.py tree < ast_cases.inc > new.inc
    python3.14 make_cases.py error < syntax_error_cases.inc > new.inc
A row is {mode, "program", "answer"}: what is to be parsed ('e' a file, 's' a line of the prompt, 'v' an
expression, 'i' and 'j' a line and a file that may be unfinished) and what comes of it: the tree as ast.dump()
writes it, or the exception's name, message and places. The programs of the table on standard input are kept; a
new one is added as a row with an empty answer. Rows whose program parses stay in the table of trees, others in
that of errors.
"""
import ast
import re
import sys
import warnings

MODES = {'e': 'exec', 's': 'single', 'v': 'eval', 'i': 'single', 'j': 'exec'}
# Compiler flags of codeop: leave blocks open, and tell unfinished input.
UNFINISHED = 0x200 | 0x4000
ROW = re.compile(r'^\{\'(.)\', "((?:[^"\\]|\\.)*)",')
ESCAPES = {'n': '\n', 't': '\t', '"': '"', '\\': '\\', '?': '?', 'f': '\f', 'r': '\r'}


def unescape(text):
    data = re.sub(r'\\([0-7]{3}|.)', lambda found: ESCAPES.get(found[1]) or chr(int(found[1], 8)), text)
    return data.encode('latin-1').decode('utf-8', 'surrogatepass')


def escape(text):
    out = []
    for byte in text.encode('utf-8', 'surrogatepass'):
        char = chr(byte)
        if char in '\n\t"\\':
            out.append('\\' + {'\n': 'n', '\t': 't'}.get(char, char))
        elif 32 <= byte < 127 and char != '?':
            out.append(char)
        else:
            out.append('\\%03o' % byte)
    return ''.join(out)


def answer(mode, program):
    flags = ast.PyCF_ONLY_AST | (UNFINISHED if mode in 'ij' else 0)
    try:
        tree = compile(program, '<test>', MODES[mode], flags)
    except SyntaxError as error:
        parts = [type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset]
        # Nobody looks where unfinished input ends.
        if mode in 'ij':
            parts = parts[:2]
        return False, '|'.join(map(str, parts))
    return True, ast.dump(tree, include_attributes=True)


def main():
    wanted = {'tree': True, 'error': False}[sys.argv[1]]
    warnings.simplefilter('ignore')
    print(f'// Written by make_cases.py {sys.argv[1]}; the answers are those of CPython 3.14.')
    seen = set()
    for line in sys.stdin:
        row = ROW.match(line)
        if not row or (row[1], row[2]) in seen:
            continue
        seen.add((row[1], row[2]))
        parsed, text = answer(row[1], unescape(row[2]))
        if parsed == wanted:
            print("{'%s', \"%s\", \"%s\"}," % (row[1], row[2], escape(text)))


main()
