module vazou/incident

go 1.19
