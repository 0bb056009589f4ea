"""The search: its page, the parts of its index, and what each holds of a release."""
