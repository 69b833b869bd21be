module vazou/memory-leak

go 1.19
