"""The matcher from the command line: tables in, proposals in words out."""
