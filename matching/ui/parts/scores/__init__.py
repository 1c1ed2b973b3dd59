"""Matches as words, and the weights behind them."""

__all__ = ["scores", "unclear", "weights"]
