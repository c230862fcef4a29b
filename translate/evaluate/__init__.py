"""Scripts that measure; they import the library, the library never imports them."""
