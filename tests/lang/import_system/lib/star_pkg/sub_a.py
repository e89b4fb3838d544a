print("sub_a imported by star")
