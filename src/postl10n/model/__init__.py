"""Values that the stages hand to one another: frozen, slotted, keyword-only; standard library only."""
