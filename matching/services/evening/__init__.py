"""Figures, copies, health and the guide."""

__all__ = ["backup", "doctor", "guide", "report", "report_csv", "report_workbook", "whole_report"]
