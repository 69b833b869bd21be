// O mesmo vazamento do server.ts, em Go. Para rodar: go run .
// Corrigido: LEAK=0 go run .
package main

import (
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

const products = 150

var leaks = os.Getenv("LEAK") != "0"

type item struct {
	product int
	name    string
	cents   int
}

type change struct {
	Produto int  `json:"produto"`
	De      *int `json:"de"`
	Para    int  `json:"para"`
}

type priceTable struct {
	version int
	changes []change
	// priceOf diz false para um produto que não está na tabela.
	priceOf func(product int) (int, bool)
}

var (
	mu      sync.Mutex
	current *priceTable
)

// loadItems faz as vezes do banco de dados: de uma versão para a outra, um produto em cada dez muda de preço.
func loadItems(version int) []item {
	items := make([]item, 0, products)
	for product := 1; product <= products; product++ {
		readjustments := (version + product) / 10
		name := fmt.Sprintf("Produto %d, caixa fechada, tabela %d", product, version)
		items = append(items, item{product, name, 500 + product*37 + readjustments*5})
	}
	return items
}

func find(items []item, product int) (int, bool) {
	for _, it := range items {
		if it.product == product {
			return it.cents, true
		}
	}
	return 0, false
}

func changesSince(previous *priceTable, items []item) []change {
	changes := []change{}
	for _, it := range items {
		var before *int
		if previous != nil {
			if cents, ok := previous.priceOf(it.product); ok {
				before = &cents
			}
		}
		if before == nil || *before != it.cents {
			changes = append(changes, change{it.product, before, it.cents})
		}
	}
	return changes
}

// publish põe a versão em vigor. Em Go cada closure guarda só as variáveis que ela mesma usa: duas closures da mesma
// função não dividem um contexto, como no V8, e o vazamento do server.ts não acontece. Para acontecer, é preciso usar a
// anterior: aqui, para responder por um produto que tenha saído da tabela.
func publish(version int, items []item) *priceTable {
	mu.Lock()
	defer mu.Unlock()
	previous := current
	table := &priceTable{version: version, changes: changesSince(previous, items)}
	table.priceOf = func(product int) (int, bool) { return find(items, product) }
	if leaks && previous != nil {
		table.priceOf = func(product int) (int, bool) {
			if cents, ok := find(items, product); ok {
				return cents, true
			}
			return previous.priceOf(product)
		}
	}
	current = table
	return table
}

func reply(w http.ResponseWriter, body interface{}) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

// Endereço: /tabelas/123
func handlePublish(w http.ResponseWriter, r *http.Request) {
	version, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/tabelas/"))
	if err != nil || r.Method != http.MethodPost {
		http.Error(w, "Publique com POST /tabelas/:versao.", http.StatusBadRequest)
		return
	}
	time.Sleep(40 * time.Millisecond) // faz as vezes do banco de dados
	table := publish(version, loadItems(version))
	reply(w, map[string]int{"versao": table.version, "mudancas": len(table.changes)})
}

// Endereço: /precos/7
func handlePrice(w http.ResponseWriter, r *http.Request) {
	product, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/precos/"))
	mu.Lock()
	table := current
	mu.Unlock()
	if table == nil {
		http.Error(w, "Nenhuma tabela foi publicada ainda.", http.StatusConflict)
		return
	}
	cents, ok := table.priceOf(product)
	if !ok {
		http.Error(w, "Não conheço este produto.", http.StatusNotFound)
		return
	}
	reply(w, map[string]int{"versao": table.version, "produto": product, "centavos": cents})
}

func handleChanges(w http.ResponseWriter, _ *http.Request) {
	mu.Lock()
	table := current
	mu.Unlock()
	if table == nil {
		http.Error(w, "Nenhuma tabela foi publicada ainda.", http.StatusConflict)
		return
	}
	reply(w, map[string]interface{}{"versao": table.version, "mudancas": table.changes})
}

func main() {
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/tabelas/", handlePublish)
	service.HandleFunc("/precos/", handlePrice)
	service.HandleFunc("/mudancas", handleChanges)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
