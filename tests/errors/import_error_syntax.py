# exit: 1
import lib.bad_syntax
