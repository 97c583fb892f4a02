"""Knowledge of languages and of text that several stages share; pure."""
