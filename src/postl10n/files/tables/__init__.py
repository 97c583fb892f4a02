"""Spreadsheets as rows of cells: CSV and XLSX, read with limits and written so that no cell is run as a formula."""
