"""What any page may show: notices, pictograms, words made plain."""

__all__ = ["choosing", "live", "long_list", "notice", "paper", "pictograms", "plain"]
