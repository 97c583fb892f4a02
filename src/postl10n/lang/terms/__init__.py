"""Uses of glossary terms in texts: finding, verifying and replacing them."""
