"""The page a technician prints: Latin, Han, a line and a code that must read back."""

from domain.documents.document import Document, Paragraph, QrCode, Rule, Title

PRINTER_TEST = Document(
    "test",
    (
        Title("OneWindow 一窗"),
        Paragraph("The quick brown fox jumps over the lazy dog 0123456789"),
        Paragraph("天地玄黄 宇宙洪荒 日月盈昃 辰宿列张"),
        Rule(),
        QrCode("OneWindow 一窗", "UTF-8"),
    ),
)
