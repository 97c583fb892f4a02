"""TermBase eXchange (TBX), parsed and written."""
