"""Files of a fair become profiles, with a report that speaks of the sheet the person filled."""
