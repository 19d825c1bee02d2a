"""What several stages need of PDF."""
