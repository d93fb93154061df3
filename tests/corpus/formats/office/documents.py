"""Documents made for tests."""

from collections.abc import Mapping

from corpus.article import Paragraph
from corpus.formats.content import Content
from tests.corpus.formats.epub.books import pack

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
OPEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
CORE = (
    '<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>'
)


def run(text: str, properties: str = "") -> str:
    """Letters of a Word document."""
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(text: str, style: str = "", properties: str = "") -> str:
    """A paragraph of a Word document, of text or of runs."""
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = text if "<w:" in text or "<mc:" in text or "<m:" in text else run(text)
    return f"<w:p><w:pPr>{said}{properties}</w:pPr>{runs}</w:p>"


def style(name: str, properties: str = "", *, key: str = "", kind: str = "paragraph") -> str:
    """A style of a Word document."""
    own = key or name.replace(" ", "")
    return (
        f'<w:style w:type="{kind}" w:styleId="{own}"><w:name w:val="{name}"/>{properties}</w:style>'
    )


def make_docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    footnotes: str = "",
    core: str = "",
    others: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A Word document with that body."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": TYPES,
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>",
        "word/footnotes.xml": f"<w:footnotes {W}>{footnotes}</w:footnotes>",
        "docProps/core.xml": CORE.format(core),
    }
    return pack({**parts, **(others or {})})


def make_odt(
    body: str,
    *,
    automatic: str = "",
    fonts: str = "",
    styles: str = "",
    meta: str = "",
    others: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An OpenDocument text with that body."""
    parts: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f"<office:document-content {OPEN}><office:font-face-decls>{fonts}"
            f"</office:font-face-decls><office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>"
        ),
        "styles.xml": (
            f"<office:document-styles {OPEN}><office:styles>{styles}</office:styles>"
            "</office:document-styles>"
        ),
        "meta.xml": (
            f"<office:document-meta {OPEN}><office:meta>{meta}</office:meta></office:document-meta>"
        ),
    }
    return pack({**parts, **(others or {})})


def quoted(content: Content) -> list[str]:
    """The paragraphs."""
    return [content.text[p.start : p.end] for p in content.paragraphs]


def context(content: Content, paragraph: Paragraph) -> list[str]:
    """What a paragraph is not understood without."""
    return [content.text[start:end] for start, end in paragraph.context]
