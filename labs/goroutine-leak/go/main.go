// Os mesmos vazamentos do server.ts, em Go, onde quem envia é uma goroutine. Para rodar: go run .
// Corrigido: LEAK=0 go run .
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"strings"
	"sync"
	"time"
)

const (
	positions    = 8
	patience     = 50 * time.Millisecond
	analysisTime = 20 * time.Millisecond
	panelTime    = time.Second
	remembered   = 500
)

type past struct {
	when   string
	cents  int
	device string
}

type analysis struct {
	id      string
	history []past
}

type order struct {
	ID       string `json:"id"`
	Chave    string `json:"chave"`
	Centavos int    `json:"centavos"`
}

var (
	leaks  = os.Getenv("LEAK") != "0"
	owners = map[string]string{"ana@exemplo.com": "Ana Souza", "bia@exemplo.com": "Bia Lima"}
	belt   = make(chan *analysis, positions)

	mutex    sync.Mutex
	statuses [][2]string // só das últimas transferências
)

func note(id, status string) {
	mutex.Lock()
	defer mutex.Unlock()
	for i := range statuses {
		if statuses[i][0] == id {
			statuses[i][1] = status
			return
		}
	}
	statuses = append(statuses, [2]string{id, status})
	if len(statuses) > remembered {
		statuses = statuses[1:]
	}
}

func analyse() {
	for a := range belt {
		time.Sleep(analysisTime)
		note(a.id, "analisado")
	}
}

func buildAnalysis(id string, cents int) *analysis {
	a := &analysis{id: id}
	first := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for i := 1; i <= 60; i++ {
		when := first.AddDate(0, 0, -i).Format(time.RFC3339)
		a.history = append(a.history, past{when, cents * i % 90_000, fmt.Sprintf("%s-%d", id, i)})
	}
	return a
}

// enqueue espera por um lugar na esteira; quem o chamou pode desistir antes dele.
func enqueue(a *analysis, done chan<- string) {
	belt <- a
	done <- "na esteira"
}

func transfer(id string, cents int) string {
	a := buildAnalysis(id, cents)
	if !leaks {
		// A desistência faz parte do envio: passou da hora, ninguém mais espera.
		select {
		case belt <- a:
			return "na esteira"
		case <-time.After(patience):
			return "lote da noite"
		}
	}
	done := make(chan string, 1)
	go enqueue(a, done)
	select {
	case status := <-done:
		return status
	case <-time.After(patience):
		return "lote da noite" // e a goroutine continua lá, com a análise na mão
	}
}

// findOwner: a réplica mais lenta envia e ninguém recebe. Em Node quem espera por um canal que ninguém mais alcança é
// coletado; em Go uma goroutine bloqueada é raiz, e fica. Um lugar no canal resolve.
func findOwner(key string) string {
	room := 0
	if !leaks {
		room = 2
	}
	answers := make(chan string, room)
	ask := func(lag time.Duration) {
		time.Sleep(lag)
		answers <- owners[key]
	}
	go ask(2 * time.Millisecond)
	go ask(9 * time.Millisecond)
	return <-answers
}

func lastTransfers() [][2]string {
	mutex.Lock()
	defer mutex.Unlock()
	return append([][2]string(nil), statuses...)
}

// panels: em Go um gerador é uma goroutine que envia. Se quem lê vai embora sem fechar done, ela fica bloqueada no envio,
// e o defer dela nunca roda.
func panels(done <-chan struct{}) <-chan [][2]string {
	out := make(chan [][2]string)
	go func() {
		clock := time.NewTicker(panelTime)
		defer clock.Stop()
		for {
			select {
			case out <- lastTransfers():
			case <-done:
				return
			}
			<-clock.C
		}
	}()
	return out
}

// Endereço: /painel
func handlePanel(w http.ResponseWriter, _ *http.Request) {
	done := make(chan struct{})
	if !leaks {
		defer close(done)
	}
	reply(w, <-panels(done))
}

func reply(w http.ResponseWriter, body interface{}) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

// Endereço: /chaves/ana@exemplo.com
func handleKey(w http.ResponseWriter, r *http.Request) {
	key := strings.TrimPrefix(r.URL.Path, "/chaves/")
	name := findOwner(key)
	if name == "" {
		http.Error(w, "Não conheço.", http.StatusNotFound)
		return
	}
	reply(w, map[string]string{"chave": key, "titular": name})
}

func handlePix(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil || o.ID == "" || o.Centavos <= 0 || owners[o.Chave] == "" {
		http.Error(w, "Confira id, chave e centavos.", http.StatusBadRequest)
		return
	}
	status := transfer(o.ID, o.Centavos)
	note(o.ID, status)
	reply(w, map[string]string{"id": o.ID, "situacao": status})
}

func main() {
	go analyse()
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/pix", handlePix)
	service.HandleFunc("/chaves/", handleKey)
	service.HandleFunc("/painel", handlePanel)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
