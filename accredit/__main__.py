"""`python -m accredit` is `accredit`."""

from accredit.cli import main

if __name__ == "__main__":
    main()
