package leaks

import "sync"

type cotacoes struct {
	mu       sync.Mutex
	ouvintes map[int]func()
	proximo  int
}

func (c *cotacoes) vaza(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ouvintes[c.proximo] = f // e não há como sair
	c.proximo++
}

// Corrigido: quem entra recebe a porta de saída.
func (c *cotacoes) corrigido(f func()) (sair func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	lugar := c.proximo
	c.ouvintes[lugar] = f
	c.proximo++
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.ouvintes, lugar)
	}
}
