"""Reading files and pasted text: tables, what a workbook hides, texts, signs of personal data. Pure; no CKAN."""
