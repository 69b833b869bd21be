package leaks

import "time"

func vaza(fim <-chan struct{}, atualizar func()) {
	ticker := time.NewTicker(time.Minute) // até o Go 1.22, sem Stop ele nunca é coletado
	for {
		select {
		case <-ticker.C:
			atualizar()
		case <-fim:
			return
		}
	}
}

// Corrigido: Stop. Desde o Go 1.23 o coletor recolhe o esquecido, e Stop continua sendo boa educação.
func corrigido(fim <-chan struct{}, atualizar func()) {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for {
		select {
		case <-ticker.C:
			atualizar()
		case <-fim:
			return
		}
	}
}
