# One libFuzzer program a file; its corpus is tests/corpus/NAME.
