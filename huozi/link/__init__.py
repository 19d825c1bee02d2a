"""Link: galleys to a book. Pagination and resolution are arithmetic; the rest writes the PDF."""
