"""Translation Memory eXchange (TMX), parsed and written."""
