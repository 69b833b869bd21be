// O mesmo sintoma do server.ts, em Go. Lá uma conta longa prende o event loop, que é um só; aqui cada pedido tem a sua
// goroutine, e o escalonador tira a CPU de quem demora: conta longa não prende ninguém. O que prende é um Mutex segurado
// durante a conta. Para rodar: go run .   Corrigido: LEAK=0 go run .
package main

import (
	"encoding/json"
	"log"
	"math"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"runtime"
	"strconv"
	"sync"
)

const (
	monthlyRate = 0.0089
	insurance   = 0.00035
	monthlyFee  = 25
	appraisal   = 3_100
)

type simulation struct {
	Entrada         float64   `json:"entrada"`
	Prazo           int       `json:"prazo"`
	PrimeiraParcela float64   `json:"primeiraParcela"`
	Cet             []float64 `json:"cet"`
}

var (
	leaks     = os.Getenv("LEAK") != "0"
	scenarios = []float64{0.0005, 0.0012, 0.0035}

	mu     sync.Mutex
	tables int // quantas já fizemos; o painel mostra
)

// installments segue o SAC: a dívida é corrigida pela TR, e o que resta dela se divide pelos meses que restam.
func installments(financed float64, term int, tr float64) []float64 {
	payments := make([]float64, 0, term)
	debt := financed
	for left := term; left > 0; left-- {
		debt *= 1 + tr
		amortization := debt / float64(left)
		payments = append(payments, amortization+debt*(monthlyRate+insurance)+monthlyFee)
		debt -= amortization
	}
	return payments
}

func presentValue(payments []float64, rate float64) float64 {
	total := 0.0
	for i, payment := range payments {
		total += payment / math.Pow(1+rate, float64(i+1))
	}
	return total
}

func effectiveRate(received float64, payments []float64) float64 {
	low, high := 0.0, 0.2
	for high-low > 1e-13 {
		middle := (low + high) / 2
		if presentValue(payments, middle) > received {
			low = middle
		} else {
			high = middle
		}
	}
	return (low + high) / 2
}

func simulate(value, downPayment float64, term int) simulation {
	financed := value * (1 - downPayment/100)
	s := simulation{Entrada: downPayment, Prazo: term}
	for i, tr := range scenarios {
		payments := installments(financed, term, tr)
		if i == 0 {
			s.PrimeiraParcela = math.Round(payments[0]*100) / 100
		}
		yearly := math.Pow(1+effectiveRate(financed-appraisal, payments), 12) - 1
		s.Cet = append(s.Cet, math.Round(yearly*10_000)/100)
	}
	return s
}

func buildTable(value float64) []simulation {
	var table []simulation
	for downPayment := 10.0; downPayment <= 90; downPayment += 2.5 {
		for term := 60; term <= 420; term += 12 {
			table = append(table, simulate(value, downPayment, term))
		}
	}
	return table
}

func countedTable(value float64) []simulation {
	if leaks {
		mu.Lock()
		defer mu.Unlock() // segurado até a última linha da tabela
		tables++
		return buildTable(value)
	}
	mu.Lock()
	tables++
	mu.Unlock()
	return buildTable(value)
}

func reply(w http.ResponseWriter, body interface{}) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

// Endereço: /tabelas?valor=350000
func handleTable(w http.ResponseWriter, r *http.Request) {
	value, err := strconv.ParseFloat(r.URL.Query().Get("valor"), 64)
	if err != nil || value < 50_000 || value > 5_000_000 {
		http.Error(w, "Confira o valor do imóvel.", http.StatusBadRequest)
		return
	}
	reply(w, map[string]interface{}{"valor": value, "opcoes": countedTable(value)})
}

// Quem pergunta se o serviço está de pé espera pelo mesmo Mutex.
func handleHealth(w http.ResponseWriter, r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	reply(w, map[string]interface{}{"ok": true, "tabelas": tables})
}

func main() {
	// Os perfis block e mutex só existem depois de ligados.
	runtime.SetBlockProfileRate(1)
	runtime.SetMutexProfileFraction(1)

	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/saude", handleHealth)
	service.HandleFunc("/tabelas", handleTable)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
