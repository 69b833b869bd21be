module vazou/http-body

go 1.19
