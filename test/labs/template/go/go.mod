module vazou/novo-laboratorio

go 1.19
