"""What all tests share: one hypothesis profile."""

from tests.examples import register_profiles

register_profiles()
