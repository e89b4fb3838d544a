# exit: 1
import lib.chain_a
