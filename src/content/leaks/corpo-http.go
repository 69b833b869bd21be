package leaks

import (
	"io"
	"net/http"
)

func vaza(url string) (int, error) {
	resposta, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	return resposta.StatusCode, nil // sem Close, a conexão e as duas goroutines dela ficam
}

// Corrigido: fechar sempre, e ler até o fim para a conexão ser reaproveitada.
func corrigido(url string) (int, error) {
	resposta, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer resposta.Body.Close()
	_, err = io.Copy(io.Discard, resposta.Body)
	return resposta.StatusCode, err
}
