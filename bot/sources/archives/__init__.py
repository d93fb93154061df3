"""Archives of many articles as files among the articles."""
