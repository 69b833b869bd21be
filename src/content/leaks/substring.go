package leaks

import "strings"

var protocolos []string

func vaza(nota string) {
	protocolos = append(protocolos, nota[:24]) // 24 bytes que seguram a nota inteira
}

// Corrigido: uma cópia (strings.Clone existe desde o Go 1.18).
func corrigido(nota string) {
	protocolos = append(protocolos, strings.Clone(nota[:24]))
}
