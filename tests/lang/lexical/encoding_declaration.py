# Source given as bytes: the encoding line, byte order mark, and what contradicts.
def run(source):
    ns = {}
    try:
        exec(source, ns)
        print(source, "->", ascii(ns.get("x")))
    except (SyntaxError, ValueError) as e:
        print(source, "->", type(e).__name__, ascii(e.msg if isinstance(e, SyntaxError) else str(e)))


run(b"x = '\xc3\xa9'")
run(b"# coding: utf-8\nx = '\xc3\xa9'")
run(b"# -*- coding: latin-1 -*-\nx = '\xe9'")
run(b"# vim: set fileencoding=iso-8859-1 :\nx = '\xe9'")
run(b"#!/usr/bin/python\n# coding=latin1\nx = '\xe9\xff'")
run(b"\n# coding: latin-1\nx = '\xe9'")
run(b"# coding: ascii\nx = 'a'")
run(b"\xef\xbb\xbfx = '\xc3\xa9'")
run(b"\xef\xbb\xbf# coding: utf-8\nx = 1")
run(b"\xef\xbb\xbf# coding: latin-1\nx = 1")
run(b"# coding: UTF8\nx = '\xc3\xa9'")
run(b"# coding: Utf_8\nx = '\xc3\xa9'")
run(b"# coding: no-such\nx = 1")
run(b"x = '\xe9'")
run(b"x = 1\n# coding: latin-1\n")
run(b"'coding: latin-1'; x = '\xc3\xa9'")
run(bytearray(b"x = 'array'"))
run(memoryview(b"x = 'view'"))
run("# coding: latin-1\nx = 'é text wins'")
run(b"# encoding: latin-1 and more\nx = '\xe9'")
run(b"#coding:latin-1\nx = '\xe9'")
run(b"# comment\n\n# coding: latin-1\nx = '\xc3\xa9'")
run(b"x = '\xed\xa0\x80'")
run(b"x = '\xf4\x90\x80\x80'")
run(b"x = '\xc0\x80'")
run(b"# \xff in a comment\nx = 1")
