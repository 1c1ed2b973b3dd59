"""Figures, copies, health and the guide."""

__all__ = ["backup", "doctor", "guide", "report", "report_workbook", "whole_report"]
