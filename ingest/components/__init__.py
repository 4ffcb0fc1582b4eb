"""spaCy components, each `Doc -> Doc`, and what they are made of."""
