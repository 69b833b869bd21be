module vazou/defer

go 1.19
