"""What opens with a key alone: a whole store, or columns of it one by one."""

__all__ = ["key_file", "sealed_column", "sealed_file"]
