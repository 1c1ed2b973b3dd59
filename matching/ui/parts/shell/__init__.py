"""What any page may show: notices, pictograms, words made plain."""

__all__ = ["choosing", "long_list", "notice", "pictograms", "plain"]
