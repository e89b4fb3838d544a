# exit: 1
import
