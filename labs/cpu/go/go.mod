module vazou/cpu

go 1.19
