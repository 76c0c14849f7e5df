"""The papers of an exchange: PDF, XLSX and PNG made from plain facts."""
