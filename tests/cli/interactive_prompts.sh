# What the prompt writes to standard error: prompts, errors, and it goes on.
printf 'x = 1\nif x:\n    1 / 0\n\nx +\nx = (1,\n2)\nx\n' | python -i -q -c '' 2>&1 | sed 's/ $//'
