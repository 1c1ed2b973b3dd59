"""Plan, happenings and entries → the figures an organiser owes."""
