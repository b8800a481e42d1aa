"""Checks a tagged PDF against rules of PDF/UA-1 and PDF/A-3a that a machine can see.

usage: check_pdf.py FILE.pdf     or     check_pdf.py --json FILE.json (qpdf --json output)
Prints one line a fault, "rule: what", and ends with 1; prints nothing and ends with 0 if clean.
Rules are named after the clauses of ISO 14289-1 and 19005-3 where they have one. Content streams
are read through qpdf, so that no PDF library is needed.
"""
import base64
import json
import re
import subprocess
import sys

STANDARD = set(
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 "
    "H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry "
    "Code Link Annot Ruby RB RT RP Warichu WT WP Figure Formula Form".split())
PARENTS = {"LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"},
           "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
           "TOCI": {"TOC"}}
CHILDREN = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}, "TR": {"TH", "TD"},
            "Table": {"Caption", "THead", "TBody", "TFoot", "TR"}, "TOC": {"TOCI", "TOC", "Caption"}}
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "Tj", "TJ", "'", '"', "EI"}


class Pdf:
    def __init__(self, data):
        self.objects = {key[4:]: value for key, value in data["qpdf"][1].items()}
        self.faults = []

    def get(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            entry = self.objects[value]
            value = entry["value"] if "value" in entry else entry["stream"]["dict"]
        return value

    def stream(self, reference):
        return base64.b64decode(self.objects[reference]["stream"]["data"])

    def fault(self, rule, words):
        self.faults.append(f"{rule}: {words}")


def words_of(value):
    return value[2:] if isinstance(value, str) and value.startswith("u:") else value


def kids(pdf, element):
    value = pdf.get(element.get("/K", []))
    return value if isinstance(value, list) else [value]


def child_elements(pdf, element):
    for kid in kids(pdf, element):
        child = pdf.get(kid)
        if isinstance(child, dict) and "/S" in child:
            yield kid, child


def attribute(pdf, element, name):
    attributes = pdf.get(element.get("/A", []))
    for one in attributes if isinstance(attributes, list) else [attributes]:
        one = pdf.get(one)
        if isinstance(one, dict) and name in one:
            return pdf.get(one[name])
    return None


def walk(pdf, reference, element, parent, visit):
    visit(reference, element, parent)
    for kid, child in child_elements(pdf, element):
        walk(pdf, kid, child, element, visit)


def check_catalog(pdf, catalog, info):
    if not words_of(pdf.get(catalog.get("/Lang", ""))):
        pdf.fault("7.2 language", "the catalog has no Lang")
    if pdf.get(catalog.get("/MarkInfo", {})).get("/Marked") is not True:
        pdf.fault("6.2 marked", "MarkInfo is not Marked")
    if pdf.get(catalog.get("/ViewerPreferences", {})).get("/DisplayDocTitle") is not True:
        pdf.fault("7.1 title", "DisplayDocTitle is not true")
    intents = pdf.get(catalog.get("/OutputIntents", []))
    if not intents or "/DestOutputProfile" not in pdf.get(intents[0]):
        pdf.fault("A 6.2.3 output intent", "there is no OutputIntent with a profile")
    metadata = catalog.get("/Metadata")
    packet = pdf.stream(metadata).decode() if metadata else ""
    for needed in ("<pdfuaid:part>1<", "<pdfaid:part>3<", "<pdfaid:conformance>A<", "<dc:title>",
                   "pdfaExtension:schemas"):
        if needed not in packet:
            pdf.fault("5 identification", f"the XMP packet has no {needed}")
    check_dates(pdf, packet, info)


def check_dates(pdf, packet, info):
    date = words_of(info.get("/ModDate", ""))
    packed = re.search(r"<xmp:ModifyDate>([^<]*)", packet)
    if not packed or re.sub(r"\D", "", packed.group(1)) != re.sub(r"\D", "", date):
        pdf.fault("A 6.6.2 metadata", "ModDate and xmp:ModifyDate differ")
    producer = words_of(info.get("/Producer", ""))
    if f"<pdf:Producer>{producer}<" not in packet:
        pdf.fault("A 6.6.2 metadata", "Producer and pdf:Producer differ")


class Structure:
    """What is gathered in one walk over the tree."""

    def __init__(self, pdf):
        self.pdf = pdf
        self.level = 0
        self.note_ids = []
        self.objr = {}
        self.mark_owner = {}
        self.titles = 0

    def visit(self, reference, element, parent):
        kind = element["/S"][1:]
        above = parent["/S"][1:] if parent else None
        self.check_nesting(reference, kind, above, element)
        check = getattr(self, "check_" + kind.lower(), None)
        if re.fullmatch(r"H[1-6]", kind):
            self.check_heading(int(kind[1]))
        elif check:
            check(reference, element)
        self.take_content(reference, element)

    def check_nesting(self, reference, kind, above, element):
        if kind not in STANDARD:
            self.pdf.fault("7.1-5 types", f"{kind} ({reference}) is no standard type")
        if above and kind in PARENTS and above not in PARENTS[kind]:
            self.pdf.fault("7.2 nesting", f"{kind} ({reference}) stands in {above}")
        if above in CHILDREN and kind not in CHILDREN[above]:
            self.pdf.fault("7.2 nesting", f"{above} holds {kind} ({reference})")

    def check_heading(self, level):
        if level > self.level + 1:
            self.pdf.fault("7.4.2 headings", f"H{level} follows H{self.level}")
        self.titles += level == 1
        self.level = level

    def check_figure(self, reference, element):
        if not words_of(element.get("/Alt", "")):
            self.pdf.fault("7.3 figures", f"Figure {reference} has no Alt")
        box = attribute(self.pdf, element, "/BBox")
        if not box or len(box) != 4:
            self.pdf.fault("7.3 figures", f"Figure {reference} has no BBox")

    def check_th(self, reference, element):
        if attribute(self.pdf, element, "/Scope") not in ("/Row", "/Column", "/Both"):
            self.pdf.fault("7.5 tables", f"TH {reference} has no Scope")

    def check_note(self, reference, element):
        identifier = words_of(element.get("/ID", ""))
        if not identifier or identifier in self.note_ids:
            self.pdf.fault("7.9 notes", f"Note {reference} has no ID of its own")
        self.note_ids.append(identifier)

    def check_link(self, reference, element):
        if not any(isinstance(self.pdf.get(kid), dict) and
                   self.pdf.get(kid).get("/Type") == "/OBJR" for kid in kids(self.pdf, element)):
            self.pdf.fault("7.18.5 links", f"Link {reference} has no OBJR")

    def check_table(self, reference, element):
        rows, reaching = [], []  # cells of rows above that reach into those to come: (rows, width)

        def collect(_, child, __):
            if child["/S"] == "/TR":
                width = sum(wide for _, wide in reaching)
                reaching[:] = [(left - 1, wide) for left, wide in reaching if left > 1]
                for _, cell in child_elements(self.pdf, child):
                    wide = attribute(self.pdf, cell, "/ColSpan") or 1
                    high = attribute(self.pdf, cell, "/RowSpan") or 1
                    width += wide
                    if high > 1:
                        reaching.append((high - 1, wide))
                rows.append(width)
        walk(self.pdf, reference, element, None, collect)
        if not rows or len(set(rows)) != 1:
            self.pdf.fault("7.2-42 tables", f"Table {reference} has rows of {sorted(set(rows))} cells")
        kinds = [child["/S"] for _, child in child_elements(self.pdf, element)]
        if "/Caption" in kinds and kinds.index("/Caption") != 0:
            self.pdf.fault("7.2 tables", f"the Caption of Table {reference} is not first")

    def take_content(self, reference, element):
        for kid in kids(self.pdf, element):
            child = self.pdf.get(kid)
            if isinstance(child, int):
                self.mark_owner[(element["/Pg"], child)] = reference
            elif isinstance(child, dict) and child.get("/Type") == "/MCR":
                self.mark_owner[(child["/Pg"], child["/MCID"])] = reference
            elif isinstance(child, dict) and child.get("/Type") == "/OBJR":
                self.objr[child["/Obj"]] = reference


def parent_tree(pdf, root):
    numbers = pdf.get(pdf.get(root["/ParentTree"])["/Nums"])
    return {numbers[i]: pdf.get(numbers[i + 1]) if not isinstance(pdf.get(numbers[i + 1]), dict)
            else numbers[i + 1] for i in range(0, len(numbers), 2)}


TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s/<>\[\]()]*|[^\s/<>\[\]()]+")


def page_marks(pdf, page, content):
    """The MCIDs of a page's content; faults for painting outside marked content."""
    open_marks, found, operands = [], [], []
    for token in TOKEN.findall(content):
        word = token.decode("latin-1")
        if word in ("BDC", "BMC"):
            if open_marks:
                pdf.fault("7.1 content", f"marked content is nested on page {page}")
            open_marks.append(operands[0] if operands else "")
            text = " ".join(operands)
            mark = re.search(r"/MCID (\d+)", text)
            if mark:
                found.append((int(mark.group(1)), operands[0]))
            elif not text.startswith("/Artifact"):
                pdf.fault("7.1-3 content", f"content of page {page} is neither tagged nor artifact")
        elif word == "EMC":
            if not open_marks:
                pdf.fault("7.1 content", f"EMC without a beginning on page {page}")
            else:
                open_marks.pop()
        elif word in PAINTING and not open_marks:
            pdf.fault("7.1-3 content", f"{word} paints outside marked content on page {page}")
        operands = [] if re.fullmatch(r"[A-Za-z'\"*]+", word) else operands + [word]
    if open_marks:
        pdf.fault("7.1 content", f"marked content is left open on page {page}")
    return found


def check_page(pdf, reference, structure, tree):
    page = pdf.get(reference)
    if page.get("/Tabs") != "/S":
        pdf.fault("7.18.3 tabs", f"page {reference} has no Tabs S")
    owners = tree.get(page.get("/StructParents"))
    if not isinstance(owners, list):
        pdf.fault("7.1 parents", f"page {reference} has no StructParents in the parent tree")
        return
    contents = pdf.get(page["/Contents"])
    parts = contents if isinstance(contents, list) else [page["/Contents"]]
    for mark, tag in page_marks(pdf, reference, b"\n".join(pdf.stream(part) for part in parts)):
        owner = structure.mark_owner.get((reference, mark))
        if owner is None:
            pdf.fault("7.1-3 content", f"MCID {mark} of page {reference} is in no element")
        elif mark >= len(owners) or owners[mark] != owner:
            pdf.fault("7.1 parents", f"MCID {mark} of page {reference} leads back elsewhere")
        elif pdf.get(owner)["/S"] != tag:
            pdf.fault("7.1 parents", f"MCID {mark} of page {reference} is marked {tag}")
    for annotation in pdf.get(page.get("/Annots", [])):
        check_annotation(pdf, annotation, structure, tree)


def check_annotation(pdf, reference, structure, tree):
    annotation = pdf.get(reference)
    if not words_of(annotation.get("/Contents", "")):
        pdf.fault("7.18.5 links", f"annotation {reference} has no Contents")
    owner = structure.objr.get(reference)
    if owner is None or pdf.get(owner)["/S"] != "/Link":
        pdf.fault("7.18.5 links", f"annotation {reference} is in no Link")
    elif tree.get(annotation.get("/StructParent")) != owner:
        pdf.fault("7.18 parents", f"annotation {reference} leads back elsewhere")
    if "/A" not in annotation and "/Dest" not in annotation:
        pdf.fault("7.18.5 links", f"annotation {reference} leads nowhere")


def check_fonts(pdf):
    for reference, entry in pdf.objects.items():
        font = entry.get("value")
        if not isinstance(font, dict) or font.get("/Type") != "/Font":
            continue
        if font.get("/Subtype") == "/Type0" and "/ToUnicode" not in font:
            pdf.fault("7.21.7 fonts", f"font {reference} has no ToUnicode")
        if font.get("/Subtype") != "/Type0":
            descriptor = pdf.get(font.get("/FontDescriptor", {}))
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                pdf.fault("7.21.4 fonts", f"font {reference} is not embedded")


def pages_of(pdf, node_reference):
    node = pdf.get(node_reference)
    if node.get("/Type") == "/Page":
        return [node_reference]
    return [page for kid in pdf.get(node["/Kids"]) for page in pages_of(pdf, kid)]


def check(data):
    pdf = Pdf(data)
    trailer = pdf.objects.get("ler", data["qpdf"][1].get("trailer"))["value"]
    catalog = pdf.get(trailer["/Root"])
    if len(pdf.get(trailer.get("/ID", []))) != 2:
        pdf.fault("A 6.1.3 trailer", "there is no ID")
    check_catalog(pdf, catalog, pdf.get(trailer.get("/Info", {})))
    root = pdf.get(catalog.get("/StructTreeRoot"))
    if not root:
        pdf.fault("7.1 structure", "there is no structure tree")
        return pdf.faults
    structure = Structure(pdf)
    for _, element in child_elements(pdf, root):
        walk(pdf, _, element, None, structure.visit)
    if structure.titles != 1:
        pdf.fault("7.4.2 headings", f"there are {structure.titles} H1, not one")
    tree = parent_tree(pdf, root)
    for page in pages_of(pdf, catalog["/Pages"]):
        check_page(pdf, page, structure, tree)
    check_fonts(pdf)
    return pdf.faults


def read(arguments):
    if arguments[0] == "--json":
        with open(arguments[1], encoding="utf-8") as file:
            return json.load(file)
    made = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=all",
                           arguments[0]], stdout=subprocess.PIPE, check=True)
    return json.loads(made.stdout)


def main():
    faults = check(read(sys.argv[1:]))
    print("\n".join(faults), end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
