"""Which flaws ask a person for a better value, and which only tell what was done."""

from matching.domain.flaw import Flaw

# Told for information: Parvis read the file all the same and nothing a person wrote was dropped.
_TOLD = frozenset(
    {
        "age_ground_known",
        "cell_accepted",
        "cell_private",
        "column_hidden",
        "column_not_used",
        "column_private",
        "columns_cut",
        "date_from_number",
        "date_partial",
        "diploma_old_scale",
        "email_doubtful",
        "email_several",
        "encoding_mixed",
        "exhibitor_joined",
        "file_unknown",
        "formula_read",
        "french_level_kept",
        "heading_guessed",
        "heading_twice",
        "heading_unknown",
        "hours_outside",
        "id_shared",
        "key_of_days",
        "key_unknown",
        "licence_guessed",
        "licence_not_held",
        "long_on_paper",
        "mend_outdated",
        "no_name",
        "nul_removed",
        "other_sheets",
        "sheet_numbers",
        "sheets_joined",
        "person_maybe_twice",
        "phone_several",
        "row_too_short",
        "sign_not_printed",
        "skill_contradicted",
        "skill_moved",
        "stand_is_school",
        "stand_is_support",
        "text_garbled",
        "title_against_code",
        "title_skipped",
        "unknown_language",
    }
)


# Rows that look like no entry: set aside, said, taken in after all by one touch.
_NO_ENTRY = frozenset(
    {
        "row_cancelled",
        "row_example",
        "row_footer",
        "row_group",
        "row_heading",
        "row_hidden",
        "row_total",
        "row_unanswered",
    }
)


def needs_mending(flaw: Flaw) -> bool:
    """Whether a row was set aside or a value was not understood."""
    if is_no_entry(flaw) or is_of_advert(flaw):
        return False
    return flaw.lost or flaw.code not in _TOLD


def is_told(flaw: Flaw) -> bool:
    """Whether a flaw is for information alone."""
    return not (needs_mending(flaw) or is_no_entry(flaw) or is_of_advert(flaw))


def is_of_consent(flaw: Flaw) -> bool:
    """Whether it is a person's own word that could not be read: asked of them, one by one."""
    return flaw.params.get("field") == "consent_contact"


def is_of_advert(flaw: Flaw) -> bool:
    """Whether an offer's description demands what no column says: proposed, for a yes or a no."""
    return flaw.code == "demand_unsaid"


def is_of_column(flaw: Flaw) -> bool:
    """Whether a column is not used because its cells do not show what it is."""
    return flaw.code == "heading_asked"


def is_no_entry(flaw: Flaw) -> bool:
    """Whether a row was set aside because it looks like a total, a title or a cancellation."""
    return flaw.code in _NO_ENTRY
