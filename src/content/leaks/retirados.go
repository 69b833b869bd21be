package leaks

type pedido struct{ corpo []byte }

func vaza(fila []*pedido) []*pedido {
	return fila[1:] // o primeiro saiu da conta, e continua no array de baixo
}

// Corrigido: apague o ponteiro antes de encolher.
func corrigido(fila []*pedido) []*pedido {
	fila[0] = nil
	return fila[1:]
}
