"""A book is proofread: what rules find, what people decided, what they accept, the signed sheet."""
