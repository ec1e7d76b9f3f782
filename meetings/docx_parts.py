"""The parts of a .docx that are the same in every document, as Word's format (ECMA-376) wants them."""

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{TYPE}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{TYPE}.settings+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{TYPE}.numbering+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{TYPE}.footnotes+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{TYPE}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(
            [
                ("styles", "styles.xml"),
                ("settings", "settings.xml"),
                ("numbering", "numbering.xml"),
                ("footnotes", "footnotes.xml"),
                ("footer", "footer1.xml"),
            ],
            1,
        )
    )
    + "</Relationships>"
)
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>'
    "<dc:language>{language}</dc:language></cp:coreProperties>"
)
SETTINGS = (
    f'{HEAD}<w:settings {W}><w:defaultTabStop w:val="567"/>'
    '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)
FONTS = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="SimSun" w:cs="Times New Roman"/>'


def _style(name, about="", look="", based="Normal", kind="paragraph"):
    inner = f"<w:pPr>{about}</w:pPr>" if about else ""
    run = f"<w:rPr>{look}</w:rPr>" if look else ""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    shown = {"Heading1": "heading 1", "Heading2": "heading 2", "FootnoteText": "footnote text", "Title": "Title"}
    shown = shown | {"FootnoteReference": "footnote reference", "Signature": "Signature"}
    name_ = shown.get(name, name)
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name_}"/>{on}<w:qFormat/>{inner}{run}</w:style>'
    )


def _size(points, bold=False):
    weight = "<w:b/><w:bCs/>" if bold else ""
    return f'{weight}<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


STYLES = (
    f"{HEAD}<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{FONTS}{_size(10)}"
    '<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
    "<w:pPr>{bidi}</w:pPr><w:rPr>{rtl}</w:rPr></w:style>"
    + _style("Title", '<w:keepNext/><w:spacing w:after="240"/>', _size(14, True))
    + _style(
        "Heading1", '<w:keepNext/><w:spacing w:before="240" w:after="160"/><w:outlineLvl w:val="0"/>', _size(13, True)
    )
    + _style(
        "Heading2", '<w:keepNext/><w:spacing w:before="240" w:after="120"/><w:outlineLvl w:val="1"/>', _size(11, True)
    )
    + _style("Organ", '<w:spacing w:after="60"/>', _size(14, True))
    + _style("Agenda", '<w:spacing w:after="20"/>')
    + _style("Remark", "", "<w:i/><w:iCs/>")
    + _style("Signature", '<w:keepLines/><w:spacing w:before="120"/><w:ind w:left="4536"/>')
    + _style("Numbered", '<w:tabs><w:tab w:val="left" w:pos="567"/></w:tabs>')
    + _style("Group", '<w:tabs><w:tab w:val="left" w:pos="1134"/></w:tabs><w:ind w:left="1134" w:hanging="567"/>')
    + _style("Action", '<w:tabs><w:tab w:val="left" w:pos="1701"/></w:tabs><w:ind w:left="1701" w:hanging="567"/>')
    + _style("FootnoteText", '<w:spacing w:after="40"/>', _size(8))
    + _style("FootnoteReference", look='<w:vertAlign w:val="superscript"/>', based="", kind="character")
    + "</w:styles>"
)


def _level(level, kind, text, left, hanging):
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


NUMBERING = (
    f"{HEAD}<w:numbering {W}>"
    '<w:abstractNum w:abstractNumId="{points}"><w:multiLevelType w:val="multilevel"/>'
    + _level(0, "{letters}", "{outer}", 1134, 567)
    + _level(1, "{numbers}", "{inner}", 1701, 567)
    + '</w:abstractNum><w:abstractNum w:abstractNumId="{paragraphs}"><w:multiLevelType w:val="singleLevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>'
    '<w:pPr><w:tabs><w:tab w:val="num" w:pos="567"/></w:tabs><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="{points}"><w:abstractNumId w:val="{points}"/></w:num>'
    '<w:num w:numId="{paragraphs}"><w:abstractNumId w:val="{paragraphs}"/></w:num></w:numbering>'
)
FOOTNOTES = (
    f"{HEAD}<w:footnotes {W}>"
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    "{notes}</w:footnotes>"
)
NOTE = (
    '<w:footnote w:id="{pk}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/>{bidi}</w:pPr>'
    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{inner}</w:p></w:footnote>'
)
NOTE_MARK = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{pk}"/></w:r>'
FOOTER = (
    f'{HEAD}<w:ftr {W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:ftr>'
)
TABLE = (
    '<w:tbl><w:tblPr>{bidi}<w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="5400"/><w:gridCol w:w="3600"/></w:tblGrid><w:tr>{cells}</w:tr></w:tbl>'
)
CELL = '<w:tc><w:tcPr><w:tcW w:w="0" w:type="auto"/></w:tcPr>{inner}</w:tc>'
DOCUMENT = (
    f"{HEAD}<w:document {W} {R}><w:body>{{body}}<w:sectPr>"
    '<w:footerReference w:type="default" r:id="rId5"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/>'
    "{bidi}</w:sectPr></w:body></w:document>"
)
