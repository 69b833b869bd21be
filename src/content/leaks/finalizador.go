package leaks

import "runtime"

type no struct {
	outro *no
	dados [1 << 10]byte
}

func vaza() {
	var a, b no
	a.outro, b.outro = &b, &a
	runtime.SetFinalizer(&a, func(*no) {}) // num ciclo com finalizador, o ciclo inteiro nunca é recolhido
}

// Corrigido: sem finalizador no ciclo, ou sem o ciclo.
func corrigido() {
	var a, b no
	a.outro = &b
	runtime.SetFinalizer(&a, func(*no) {})
}
