module vazou/substring

go 1.19
