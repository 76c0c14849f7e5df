"""The command line: its commands, the matcher from tables to sheets."""
