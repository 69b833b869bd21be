package leaks

var pedidosVistos = map[string][]byte{}

func vaza(id string, corpo []byte) {
	pedidosVistos[id] = corpo // e ninguém apaga
}

// Corrigido: um limite, e quem entrou primeiro sai.
var ordem []string

func corrigido(id string, corpo []byte) {
	pedidosVistos[id] = corpo
	ordem = append(ordem, id)
	if len(ordem) > 20 {
		delete(pedidosVistos, ordem[0])
		ordem = ordem[1:]
	}
}
