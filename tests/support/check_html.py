#!/usr/bin/env python3
"""Reads an HTML page strictly: elements closed in order, ids unique, links to
places of the page that are there, one h1, no heading level skipped, a caption
and scopes in every table, words for every picture. Prints each fault."""
import sys
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "img", "input", "hr", "circle", "rect", "polygon", "polyline"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.ids, self.targets = [], [], set(), []
        self.level, self.titles, self.captions = 0, 0, []

    def fault(self, words):
        self.faults.append("line %d: %s" % (self.getpos()[0], words))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in values:
            if values["id"] in self.ids:
                self.fault("id %s twice" % values["id"])
            self.ids.add(values["id"])
        if values.get("href", "").startswith("#") and len(values["href"]) > 1:
            self.targets.append(values["href"][1:])
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            level = int(tag[1])
            self.titles += level == 1
            if level > self.level + 1:
                self.fault("%s after h%d" % (tag, self.level))
            self.level = level
        if tag == "table":
            self.captions.append(False)
        if tag == "caption":
            self.captions[-1] = True
        if tag == "th" and "scope" not in values:
            self.fault("th without scope")
        if tag == "svg" and not values.get("aria-label"):
            self.fault("picture without words")

    def handle_startendtag(self, tag, attributes):
        if tag not in VOID:
            self.fault("<%s/> is not empty in HTML" % tag)

    def handle_endtag(self, tag):
        if not self.open or self.open[-1] != tag:
            self.fault("</%s> closes %s" % (tag, self.open[-1:] or "nothing"))
            return
        self.open.pop()
        if tag == "table" and not self.captions.pop():
            self.fault("table without caption")


page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
page.close()
faults = page.faults + ["<%s> is never closed" % tag for tag in page.open]
faults += ["nothing has the id %s" % target for target in page.targets if target not in page.ids]
faults += [] if page.titles == 1 else ["%d h1" % page.titles]
print("\n".join(faults) or "sound")
sys.exit(1 if faults else 0)
