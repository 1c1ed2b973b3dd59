"""PDF files as they are written: their objects, words that are found, parts joined to one."""

__all__ = ["join_pages", "pdf_parts", "plain_words"]
