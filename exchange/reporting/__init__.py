"""What a Partnership answers for: figures against its target, a forecast, its money, its reports."""
