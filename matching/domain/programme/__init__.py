"""What a fair belongs to that goes on after it: a programme, and news of those who left it."""
