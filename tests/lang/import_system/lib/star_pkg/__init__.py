__all__ = ["sub_a", "value"]
value = 5
hidden = 6
