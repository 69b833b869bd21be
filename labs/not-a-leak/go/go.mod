module vazou/not-a-leak

go 1.19
