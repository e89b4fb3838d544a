# exit: 1
some_quite_long_name, another_even_longer_name, zero = 1000000, 2000000, 0
print(some_quite_long_name + another_even_longer_name * some_quite_long_name - another_even_longer_name / zero + some_quite_long_name)
