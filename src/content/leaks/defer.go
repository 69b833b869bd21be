package leaks

import "os"

func vaza(nomes []string) error {
	for _, nome := range nomes {
		f, err := os.Open(nome)
		if err != nil {
			return err
		}
		defer f.Close() // só fecha no fim da função, todos juntos
	}
	return nil
}

// Corrigido: uma função por volta, e o defer fecha a cada uma.
func corrigido(nomes []string) error {
	for _, nome := range nomes {
		if err := ler(nome); err != nil {
			return err
		}
	}
	return nil
}

func ler(nome string) error {
	f, err := os.Open(nome)
	if err != nil {
		return err
	}
	defer f.Close()
	return nil
}
