"""`python -m postl10n`."""

from postl10n.cli import main

if __name__ == "__main__":
    main()
