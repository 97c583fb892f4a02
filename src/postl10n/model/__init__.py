"""Values that the stages pass to one another: frozen, slotted, keyword-only; standard library only."""
