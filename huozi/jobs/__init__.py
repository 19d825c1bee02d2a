"""What is ordered beside the book: booklets, cover, delivery, watching."""
