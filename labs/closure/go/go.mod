module vazou/closure

go 1.19
