package leaks

var comprovantes [][]byte

func vaza(arquivo []byte) {
	comprovantes = append(comprovantes, arquivo[:16]) // 16 bytes que seguram o arquivo inteiro
}

// Corrigido: uma cópia.
func corrigido(arquivo []byte) {
	comprovantes = append(comprovantes, append([]byte(nil), arquivo[:16]...))
}
