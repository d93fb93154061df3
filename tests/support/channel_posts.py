"""What is posted in a channel, with questions that it answers."""

FERRY = "The ferry of Skerry sails every Tuesday, and Nora Quist is its captain."
FERRY_QUESTION = "Who is the captain of the ferry of Skerry?"
PIER = "The pier of Skerry is of oak, and Ben Rook built it."
PIER_QUESTION = "Who built the pier of Skerry?"
