"""The scorecard 1+X: points of departments by weights that two people set, each point with the cases behind it."""
