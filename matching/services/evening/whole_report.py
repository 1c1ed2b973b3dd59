"""The report with groups compared, which takes every score of the fair."""

from dataclasses import replace

from matching.services.evening.audit_fair import audit_fair
from matching.services.evening.report import Report, report
from matching.services.shop.shop import Shop


def whole_report(shop: Shop, fair: str) -> Report:
    """The report with the comparison of groups, which takes every score of the fair."""
    return replace(report(shop, fair), comparisons=audit_fair(shop, fair))
