"""Spreadsheets as rows of cells: CSV and XLSX, read with limits and written so that nothing in them is run."""
