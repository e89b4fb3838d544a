raise LookupError("at the end of the chain")
