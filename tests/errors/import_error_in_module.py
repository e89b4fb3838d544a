# exit: 1
import lib.broken
