"""The door: scenario files become frozen scenarios, or a list of every error in them."""
