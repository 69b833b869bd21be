module vazou/allocs

go 1.19
