"""The periodic report to the agency: its period, its findings, its words, as paper and as workbook."""
