"""A list that comes again: who of it is whom of before."""
