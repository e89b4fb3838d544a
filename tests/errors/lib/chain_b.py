import lib.chain_c
