// O mesmo vazamento do server.ts, em Go. Para ler ao lado da lição e, quem tem Go, para rodar: go run .
// Corrigido: LEAK=0 go run .
package main

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	stores = 50
	day    = 24 * time.Hour
)

var products = []string{"Caneca", "Camiseta", "Mochila", "Caderno", "Garrafa térmica", "Fone de ouvido", "Luminária"}

type order struct {
	number   int64
	placedAt time.Time
	product  string
	cents    int64
}

type line struct {
	Numero  int64  `json:"numero"`
	Dia     string `json:"dia"`
	Produto string `json:"produto"`
	Valor   string `json:"valor"`
}

type report struct {
	Protocolo string `json:"protocolo"`
	Loja      int    `json:"loja"`
	Ate       string `json:"ate"`
	Total     string `json:"total"`
	Linhas    []line `json:"linhas"`
}

// O corrigido guarda até aqui, e recomeça.
const maxReports = 400

var leaks = os.Getenv("LEAK") != "0"

var reports = map[string]*report{} // só cresce: ninguém chama delete
var mu sync.Mutex

// findOrders faz as vezes do banco de dados.
func findOrders(store int, from, until time.Time) []order {
	time.Sleep(30 * time.Millisecond)
	var orders []order
	offset := time.Duration(store) * time.Minute
	for number := from.Add(-offset).Unix()/int64(4*time.Hour/time.Second) + 1; ; number++ {
		placedAt := time.Unix(number*int64(4*time.Hour/time.Second), 0).UTC().Add(offset)
		if placedAt.After(until) {
			return orders
		}
		product := products[(number*31+int64(store))%int64(len(products))]
		orders = append(orders, order{number, placedAt, product, 1990 + (number*7919+int64(store)*613)%30_000})
	}
}

func money(cents int64) string {
	return fmt.Sprintf("R$ %d,%02d", cents/100, cents%100)
}

func buildReport(key string, store int, until time.Time, orders []order) *report {
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		panic(err)
	}
	r := &report{Protocolo: hex.EncodeToString(id), Loja: store, Ate: until.Format(time.RFC3339Nano)}
	var total int64
	for _, o := range orders {
		total += o.cents
		dia := fmt.Sprintf("%d/%d", o.placedAt.Day(), o.placedAt.Month())
		r.Linhas = append(r.Linhas, line{o.number, dia, o.product, money(o.cents)})
	}
	r.Total = money(total)
	mu.Lock()
	defer mu.Unlock()
	if !leaks && len(reports) >= maxReports {
		reports = map[string]*report{}
	}
	reports[key] = r
	return r
}

func monthlyReport(store int, until time.Time) *report {
	key := fmt.Sprintf("%d até %s", store, until.Format(time.RFC3339Nano))
	mu.Lock()
	ready := reports[key]
	mu.Unlock()
	if ready != nil {
		return ready
	}
	return buildReport(key, store, until, findOrders(store, until.Add(-30*day), until))
}

// Endereço: /lojas/7/relatorio?ate=2026-11-22T14:30:00Z
func handleReport(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/lojas/"), "/relatorio")
	store, err := strconv.Atoi(name)
	if err != nil || store < 1 || store > stores {
		http.Error(w, "Não conheço esta loja.", http.StatusNotFound)
		return
	}
	until := time.Now().UTC()
	if ate := r.URL.Query().Get("ate"); ate != "" {
		if until, err = time.Parse(time.RFC3339Nano, ate); err != nil {
			http.Error(w, `A data em "ate" não é válida.`, http.StatusBadRequest)
			return
		}
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(monthlyReport(store, until.UTC())); err != nil {
		log.Print(err)
	}
}

func main() {
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/lojas/", handleReport)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
