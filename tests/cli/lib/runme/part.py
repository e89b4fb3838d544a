value = "part of the package"
