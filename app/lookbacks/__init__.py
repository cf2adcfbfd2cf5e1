"""The two look-backs: who is exempt, and whom a line has visited this year. What is not known is never told as no."""
