package leaks

import "context"

func vaza(pai context.Context, trabalhar func(context.Context)) {
	ctx, _ := context.WithCancel(pai) // sem cancel, o pai guarda este filho até ele próprio acabar (go vet avisa)
	trabalhar(ctx)
}

// Corrigido: cancel, sempre, mesmo quando tudo dá certo.
func corrigido(pai context.Context, trabalhar func(context.Context)) {
	ctx, cancel := context.WithCancel(pai)
	defer cancel()
	trabalhar(ctx)
}
