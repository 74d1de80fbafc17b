"""What several rules of this pack ask of a page."""
