# SPDX-License-Identifier: MIT
"""
Filling of paragraphs, and changing of margins.
"""
__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

# Only ASCII's white space separates words: a no-break space keeps them together.
_whitespace = '\t\n\x0b\x0c\r '


def _is_letter(c):
    return c.isalpha() or (c.isidentifier() and not c.isdigit())


def _is_word(c):
    return c.isalnum() or c == '_'


def _is_word_punctuation(c):
    return _is_word(c) or c in '!"\'&.,?'


def _dash_end(text, at):
    """Where a dash made of hyphens between two words ends that begins at `at`; 0 if there is none."""
    end = at
    while text[end:end + 1] == '-':
        end += 1
    if end - at < 2 or at == 0 or not _is_word_punctuation(text[at - 1]):
        return 0
    return end if end < len(text) and _is_word(text[end]) else 0


def _breaks_behind(text, at):
    """Whether a line may be broken behind the hyphen at `at`: two letters before it, two letters after it."""
    before = text[max(0, at - 3):at]
    if not before or not _is_letter(before[-1]):
        return False
    if len(before) < 2 or not (_is_letter(before[-2]) or
                               (before[-2] == '-' and len(before) == 3 and _is_letter(before[0]))):
        return False
    after = text[at + 1:at + 4]
    if not after or not _is_letter(after[0]):
        return False
    rest = after[1:].removeprefix('-') if after[1:2] == '-' else after[1:2]
    return bool(rest) and _is_letter(rest[0])


def _word_end(text, at, hyphens):
    """Where the word ends that begins at `at`: at white space, before a dash, behind a hyphen."""
    end = at + 1
    size = len(text)
    while True:
        if hyphens and end < size and text[end] == '-' and _breaks_behind(text, end):
            return end + 1
        if end == size or text[end] in _whitespace:
            return end
        if hyphens and text[end] == '-' and _dash_end(text, end):
            return end
        end += 1


def _chunks(text, hyphens):
    """The text in pieces that may not be broken: words, or their parts, and white space."""
    chunks = []
    at, size = 0, len(text)
    while at < size:
        if text[at] in _whitespace:
            end = at + 1
            while end < size and text[end] in _whitespace:
                end += 1
        else:
            end = (hyphens and text[at] == '-' and _dash_end(text, at)) or _word_end(text, at, hyphens)
        chunks.append(text[at:end])
        at = end
    return chunks


class TextWrapper:
    """Breaks paragraphs into lines; how is said by its attributes, which are the parameters of __init__.

    width: the length that no line exceeds, if it can be helped.
    initial_indent, subsequent_indent: what the first line and the others begin with.
    expand_tabs, tabsize: whether tabs become spaces first, and how many.
    replace_whitespace: whether every white space character becomes a space then.
    fix_sentence_endings: whether two spaces follow a sentence.
    break_long_words: whether a word longer than a line is broken.
    break_on_hyphens: whether compound words are broken at their hyphens.
    drop_whitespace: whether white space around lines goes.
    max_lines, placeholder: how many lines there may be, and what shows that there were more.
    """

    unicode_whitespace_trans = dict.fromkeys(map(ord, _whitespace), ord(' '))

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    # Steps that subclasses may replace.

    def _munge_whitespace(self, text):
        """Expand tabs and make all white space spaces, as the attributes say."""
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        return text

    def _split(self, text):
        """The text in chunks that are not broken."""
        return _chunks(text, self.break_on_hyphens is True)

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def _fix_sentence_endings(self, chunks):
        """Two spaces behind a chunk that ends a sentence."""
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == " " and _ends_sentence(chunks[i]):
                chunks[i + 1] = "  "

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Put what fits of a word that is longer than a line."""
        space_left = 1 if width < 1 else width - cur_len
        if self.break_long_words and space_left > 0:
            end = space_left
            chunk = reversed_chunks[-1]
            if self.break_on_hyphens and len(chunk) > space_left:
                # The last hyphen that fits, if anything but hyphens stands before it.
                hyphen = chunk.rfind('-', 0, space_left)
                if hyphen > 0 and any(c != '-' for c in chunk[:hyphen]):
                    end = hyphen + 1
            cur_line.append(chunk[:end])
            reversed_chunks[-1] = chunk[end:]
        elif not cur_line:
            cur_line.append(reversed_chunks.pop())

    def _wrap_chunks(self, chunks):
        """Lines made of the chunks."""
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks.reverse()  # the next one is the last
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and chunks[-1].strip() == '':
                del chunks[-1]
            cur_line, cur_len = self._fill_line(chunks, width)
            if not cur_line:
                continue
            if (self.max_lines is None or len(lines) + 1 < self.max_lines
                    or ((not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
                        and cur_len <= width)):
                lines.append(indent + ''.join(cur_line))
                continue
            self._end_early(lines, cur_line, cur_len, indent, width)
            break
        return lines

    def _fill_line(self, chunks, width):
        """Take the chunks of one line, and give their length."""
        cur_line, cur_len = [], 0
        while chunks and cur_len + len(chunks[-1]) <= width:
            cur_len += len(chunks[-1])
            cur_line.append(chunks.pop())
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, cur_line, cur_len, width)
            cur_len = sum(map(len, cur_line))
        if self.drop_whitespace and cur_line and cur_line[-1].strip() == '':
            cur_len -= len(cur_line[-1])
            del cur_line[-1]
        return cur_line, cur_len

    def _end_early(self, lines, cur_line, cur_len, indent, width):
        """The last line that is allowed, or the one before it, ends with the placeholder."""
        while cur_line:
            if cur_line[-1].strip() and cur_len + len(self.placeholder) <= width:
                cur_line.append(self.placeholder)
                lines.append(indent + ''.join(cur_line))
                return
            cur_len -= len(cur_line[-1])
            del cur_line[-1]
        if lines:
            prev_line = lines[-1].rstrip()
            if len(prev_line) + len(self.placeholder) <= self.width:
                lines[-1] = prev_line + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def wrap(self, text):
        """The lines of a paragraph, without line ends."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The paragraph in one string with line ends."""
        return "\n".join(self.wrap(text))


def _ends_sentence(chunk):
    """Whether it ends with a small letter, a mark and maybe a quote."""
    if chunk[-1:] in ('"', "'"):
        chunk = chunk[:-1]
    return len(chunk) > 1 and chunk[-1] in '.!?' and 'a' <= chunk[-2] <= 'z'


def wrap(text, width=70, **kwargs):
    """The lines of a paragraph, each at most `width` long; see TextWrapper for the other arguments."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """The paragraph with its lines at most `width` long; see TextWrapper for the other arguments."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text in one line of at most `width`, its last words replaced by a placeholder if they do not fit."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """The text without the white space that all its lines begin with. Lines of white space only become empty."""
    try:
        lines = text.split('\n')
    except (AttributeError, TypeError):
        raise TypeError(f'expected str object, not {type(text).__qualname__!r}') from None
    # The first and the last in alphabetical order differ as early as any two do.
    filled = [line for line in lines if line and not line.isspace()]
    low, high = min(filled, default=''), max(filled, default='')
    margin = 0
    for margin, c in enumerate(low):
        if c != high[margin] or c not in ' \t':
            break
    return '\n'.join([line[margin:] if line and not line.isspace() else '' for line in lines])


def indent(text, prefix, predicate=None):
    """The text with a prefix before each line for which the predicate is true; by default, that is not blank."""
    lines = []
    for line in text.splitlines(True):
        if predicate(line) if predicate is not None else not line.isspace():
            lines.append(prefix)
        lines.append(line)
    return ''.join(lines)
