module vazou/goroutine-leak

go 1.19
