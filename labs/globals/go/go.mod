module vazou/globals

go 1.19
