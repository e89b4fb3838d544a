import textwrap as T, string
def tr(fn,*a,**k):
    try: print(repr(fn(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
text="Hello there -- you goof-ball, use the -b option!  This is a sentence.  And   another\tone; well-known---or not, e-mail x-y a1-b2 'quoted-word' end."
for w in (5,10,20,40): print(w, T.wrap(text,w))
print(T.fill(text,30,initial_indent='* ',subsequent_indent='  ')); print(T.wrap(text,20,break_on_hyphens=False)); print(T.wrap(text,20,fix_sentence_endings=True)); print(T.wrap(text,12,max_lines=3)); print(T.wrap(text,12,max_lines=2,placeholder='~')); print(T.wrap('a'*25+' bb',10)); print(T.wrap('a'*25+' bb',10,break_long_words=False)); print(T.wrap('a  b\n\nc',40,drop_whitespace=False)); print(T.wrap('a\tb',40,expand_tabs=False,replace_whitespace=False), T.wrap('a\tb',40,tabsize=4)); print(T.wrap(''), T.wrap('   '), T.fill('')); tr(T.wrap,'a',0); tr(T.wrap,'abc def',5,max_lines=1,placeholder='xxxxxxxx'); tr(T.shorten,'Hello  world!',12); tr(T.shorten,'Hello  world!',11); tr(T.shorten,'Hello world',10,placeholder='...'); tr(T.shorten,'Hello',3)
print(T.wrap('this-is-a-useful-feature-for-reformatting posts',13), T.wrap('foo--bar a---b --x -- y----z a.b--c',4), T.wrap("Python 1.0.0 was released on 1994-01-26 (a Python-1.0.0 thing)",12), T.wrap('x\u00a0y z',3), T.wrap('aaa-bbb ccc-ddd-eee',8), T.wrap('a-b-c-d-e-f',3), T.wrap('très-élégant naïve-ish',8), T.wrap('hyphen- at end -start',8), T.wrap("he said: 'yes--no'--maybe",7))
print(repr(T.dedent('  a\n   b\n\n  c\n')), repr(T.dedent('\ta\n  b')), repr(T.dedent(' \n  x\n   \n')), repr(T.dedent('')), repr(T.dedent('   ')), repr(T.dedent("    a\r\n    b")), repr(T.dedent('  \ta\n  \tb\n  c')),repr(T.dedent('abc\n  def'))); tr(T.dedent,1); print(repr(T.indent('a\n\n b\n','> ')), repr(T.indent('a\n\nb','> ',lambda l:True)), repr(T.indent('',' '))); tr(T.dedent,b'a')
w=T.TextWrapper(width=10); w.max_lines=2; print(w.wrap('one two three four five'), w.fill('one two'))
t=string.Template('$who likes ${what} $$5 $_x1'); tr(t.substitute,who='tim',what='k',_x1=1); tr(t.safe_substitute,who='a'); tr(t.substitute,{'who':1,'what':2},_x1=3); tr(t.substitute,who=1); tr(string.Template('a $').substitute); tr(string.Template('a\n b $1').substitute); tr(string.Template('${a').safe_substitute,a=1); print(t.get_identifiers(), t.is_valid(), string.Template('$').is_valid(), t.template, string.Template('$$').substitute(), string.Template('${x}y$x').substitute(x=2), string.Template('$Ünd $ABC').safe_substitute(ABC=1))
class My(string.Template): delimiter='%'
print(My('%a $b %%').substitute(a=1))
f=string.Formatter(); tr(f.format,'{} {1}',1,2); tr(f.format,'{0} {b!r:>5} {c[0]} {d.real}',1,b='x',c=[3],d=4); tr(f.format,'{} {}',1,2); tr(f.format,'{:{}}',1,5); tr(f.format,'{a}'); tr(f.format,'{}'); print(list(f.parse('a{b!r:c}d{{')), list(f.parse('')), list(f.parse('{}'))); tr(lambda:list(f.parse('{'))); tr(lambda: list(f.parse('}'))); tr(f.format,'{!x}',1); tr(f.get_field,'0.real[1]',(3,),{}); tr(f.format); print(f.vformat('{0}{x}',(1,),{'x':2})); tr(f.convert_field,1,'q'); tr(f.format,'{0:{1:{2}}}',1,2,3); tr(f.format,'{0}{}',1)
class U(string.Formatter):
    def get_value(s,k,a,kw): return kw.get(k,'?') if isinstance(k,str) else a[k]
    def check_unused_args(s,u,a,kw): print(sorted(map(str,u)))
tr(U().format,'{a}{b}{0}',9,a=1)
print(string.capwords('hello   wOrld'), string.capwords('a-b','-'), sorted(string.__all__), string.punctuation)
