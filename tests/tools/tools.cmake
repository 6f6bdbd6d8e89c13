# Rules about the tree itself, and targets that look at it.
