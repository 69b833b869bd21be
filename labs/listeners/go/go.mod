module vazou/listeners

go 1.19
