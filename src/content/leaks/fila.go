package leaks

import "time"

func vaza(consultar func() string) string {
	resposta := make(chan string) // sem espaço: quem envia espera quem recebe
	go func() { resposta <- consultar() }()
	select {
	case r := <-resposta:
		return r
	case <-time.After(50 * time.Millisecond):
		return "desisti" // e a goroutine espera para sempre por quem não vem
	}
}

// Corrigido: um lugar no canal, e quem envia termina mesmo sem ninguém.
func corrigido(consultar func() string) string {
	resposta := make(chan string, 1)
	go func() { resposta <- consultar() }()
	select {
	case r := <-resposta:
		return r
	case <-time.After(50 * time.Millisecond):
		return "desisti"
	}
}
