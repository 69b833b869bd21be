// O mesmo vazamento do server.ts, em Go. Para rodar: go run .   (corrigido: LEAK=0 go run .)
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"strconv"
	"sync"
)

const shown = 20

type installment struct {
	Numero int    `json:"numero"`
	Valor  string `json:"valor"`
	Total  string `json:"total"`
}

type attempt struct {
	Codigo   string        `json:"codigo"`
	Centavos int           `json:"centavos"`
	Parcelas []installment `json:"parcelas"`
}

var (
	leaks    = os.Getenv("LEAK") != "0"
	coupons  = map[string]int{"VOLTA10": 10, "NATAL25": 25, "FRETE5": 5}
	mu       sync.Mutex
	attempts []*attempt
)

func money(cents int) string {
	return fmt.Sprintf("R$ %d,%02d", cents/100, cents%100)
}

func simulate(code string, cents int) *attempt {
	a := &attempt{Codigo: code, Centavos: cents}
	for n := 1; n <= 48; n++ {
		value := (cents + n - 1) / n
		a.Parcelas = append(a.Parcelas, installment{n, money(value), money(value * n)})
	}
	mu.Lock()
	defer mu.Unlock()
	attempts = append(attempts, a)
	if !leaks && len(attempts) > shown {
		// Copiar: uma fatia do mesmo array seguraria as antigas.
		attempts = append([]*attempt(nil), attempts[len(attempts)-shown:]...)
	}
	return a
}

// Endereço: /cupons?codigo=NATAL25&centavos=19990
func handleCoupon(w http.ResponseWriter, r *http.Request) {
	code := r.URL.Query().Get("codigo")
	percent, known := coupons[code]
	cents, err := strconv.Atoi(r.URL.Query().Get("centavos"))
	if !known || err != nil || cents < 100 {
		http.Error(w, "Cupom ou valor inválido.", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(simulate(code, cents*(100-percent)/100)); err != nil {
		log.Print(err)
	}
}

func main() {
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/cupons", handleCoupon)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
