"""The page a jobseeker carries: how much it tells, and the place of every word and drawing."""

__all__ = ["bound", "density", "hall", "page_content", "pages", "slips"]
