"""The papers of an exchange: PDF, XLSX and PNG made from plain facts.

Many files beside each other: one for each paper, and what they are drawn with.
"""
