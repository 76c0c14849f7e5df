"""A whole cohort assigned at once: who visits whom, exactly, and what each rule costs."""
