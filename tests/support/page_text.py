"""Prints a paper's page as plain text, in the order in which it is read: a line a heading,
paragraph, item, row of a table (cells between bars) or picture (its words). What golden texts are
made of: they hold what a paper says, and nothing of how it is laid out.

usage: page_text.py FILE.html
"""
import sys
from html.parser import HTMLParser

BLOCKS = {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "tr", "caption", "figcaption",
          "summary", "blockquote", "svg", "title", "header"}
MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "h5": "##### ", "svg": "[picture] "}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.lines, self.words, self.mark, self.unread = [], "", "", []

    def end_line(self):
        text = " ".join(self.words.split())
        if text:
            self.lines.append(self.mark + text)
        self.words = self.mark = ""

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag in BLOCKS and not self.unread:
            self.end_line()
            self.mark = MARKS.get(tag, "")
        if tag == "svg":
            self.words = values["aria-label"]
        if tag in ("style", "svg") or values.get("aria-hidden") == "true":
            self.unread.append(tag)
        if tag in ("td", "th") and self.words:
            self.words += " | "

    def handle_endtag(self, tag):
        if self.unread and tag == self.unread[-1]:
            self.unread.pop()
        if tag in BLOCKS and not self.unread:
            self.end_line()

    def handle_data(self, data):
        if not self.unread:
            self.words += data


def main():
    page = Page()
    with open(sys.argv[1], encoding="utf-8") as file:
        page.feed(file.read())
    page.end_line()
    print("\n".join(page.lines))


if __name__ == "__main__":
    main()
