"""Workbooks as no spreadsheet would write them, into a folder: make_workbooks.py FOLDER"""
import os
import sys
import zipfile

folder = sys.argv[1]
os.makedirs(folder, exist_ok=True)
LIST = '<workbook xmlns:r="r"><sheets><sheet name="One" r:id="rId1"/></sheets></workbook>'
RELATIONS = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'


def book(name, sheet, workbook=LIST, relations=RELATIONS, more=()):
    with zipfile.ZipFile(os.path.join(folder, name), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", workbook)
        archive.writestr("xl/_rels/workbook.xml.rels", relations)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for part, text in more:
            archive.writestr(part, text)


def rows(cells):
    return f"<worksheet><sheetData>{cells}</sheetData></worksheet>"


book("plain.xlsx",
     '<x:worksheet xmlns:x="x"><x:sheetData><x:row r="2"><x:c r="B2" t="s"><x:v>0</x:v></x:c>'
     '<x:c r="AA2" t="inlineStr"><x:is><x:r><x:t>two </x:t></x:r><x:r><x:t>runs</x:t></x:r>'
     '<x:rPh><x:t>sound</x:t></x:rPh></x:is></x:c></x:row>'
     '<x:row><x:c><x:v>41750</x:v></x:c><x:c t="str"><x:f>A1</x:f><x:v>30/04/2014</x:v></x:c>'
     '<x:c t="s"><x:v>99</x:v></x:c><x:c t="b"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
     more=[("xl/sharedStrings.xml", "<sst><si><r><t>a &amp; </t></r><r><t>b</t></r><rPh><t>no</t></rPh></si></sst>")])
book("escapes.xlsx",
     rows('<row r="1"><c t="s"><v>0</v></c><c t="str"><v>a_x000D_b_x005f_x0041__x00G1_c_x0000__xD83D_ _x00E9__x_</v></c>'
          '</row>'),
     more=[("xl/sharedStrings.xml", "<sst><si><t>one_x000D_\ntwo</t></si></sst>")])
book("days-of-1904.xlsx", rows('<row r="1"><c r="A1"><v>40288</v></c></row>'),
     workbook='<workbook xmlns:r="r"><workbookPr date1904="1"/><sheets><sheet name="One" r:id="rId1"/></sheets></workbook>',
     relations='<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>')
book("deep.xlsx", "<a>" * 10000 + "</a>" * 10000)
book("entities.xlsx", '<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>')
book("long-text.xlsx", rows('<row r="1"><c t="str"><v>' + "x" * 3000000 + "</v></c></row>"))
book("bomb.xlsx", rows(" " * 100000000))
book("many-cells.xlsx", rows("<row>" + "<c><v>1</v></c>" * 600000 + "</row>"))
book("many-parts.xlsx", rows(""), more=[(f"xl/media/{i}", "") for i in range(1100)])
book("outside.xlsx", rows('<row r="1"><c r="A1"><v>1</v></c></row>'),
     relations='<Relationships><Relationship Id="rId1" Target="../../../etc/passwd"/></Relationships>')
book("stray-texts.xlsx", rows('<v>9</v><is><t>x</t></is><row r="1"><c r="A1"><v>1</v></c></row>'),
     more=[("xl/sharedStrings.xml", "<sst><t>stray</t><si><t>a</t></si></sst>")])
book("broken-xml.xlsx", "<worksheet><sheetData><row></worksheet>")
with zipfile.ZipFile(os.path.join(folder, "archive.xlsx"), "w") as archive:
    archive.writestr("letter.txt", "not a workbook")
with open(os.path.join(folder, "text.xlsx"), "w") as text:
    text.write("Issue,Team\n")
whole = bytearray(open(os.path.join(folder, "bomb.xlsx"), "rb").read())
for at in range(len(whole) // 3, len(whole) // 3 + 40):
    whole[at] ^= 0x55
open(os.path.join(folder, "damaged.xlsx"), "wb").write(whole)
