x = "sibling"
