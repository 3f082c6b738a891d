"""What happens in a life, act by act: `uisim.life` says when; an act does it and writes it down."""
