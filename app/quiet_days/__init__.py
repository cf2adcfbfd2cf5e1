"""Quiet days (企业宁静日): a request to visit on one, the leader's decision, its filing with the office."""
