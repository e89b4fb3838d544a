import keyword
print(keyword.iskeyword('if'), keyword.iskeyword('match'), keyword.issoftkeyword('match'), keyword.kwlist, keyword.softkwlist)
