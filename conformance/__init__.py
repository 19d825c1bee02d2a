"""What strangers say of finished files: veraPDF, qpdf, Ghostscript. Run with `make conformance`."""
