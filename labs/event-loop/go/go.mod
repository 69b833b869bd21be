module vazou/event-loop

go 1.19
