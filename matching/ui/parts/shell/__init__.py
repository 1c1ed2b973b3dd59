"""What any page may show: notices, pictograms, words made plain."""

__all__ = ["notice", "pictograms", "plain"]
