"""What a person reads in a terminal: marked texts, tables, the live picture. Takes models, returns rich renderables."""
