"""A planned operation -> samples of its calls: in both layers, short and with all parameters, sync and async."""
