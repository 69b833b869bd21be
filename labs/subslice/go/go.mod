module vazou/subslice

go 1.19
