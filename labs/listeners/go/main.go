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

const (
	legs        = 100
	maxWait     = 25 * time.Second
	reviseEvery = 250 * time.Millisecond
)

var leaks = os.Getenv("LEAK") != "0"

type leg struct {
	Rua      string `json:"rua"`
	Metros   int    `json:"metros"`
	Segundos int    `json:"segundos"`
}

type forecast struct {
	mu       sync.Mutex
	legs     []leg
	minutes  int
	revision int
}

type position struct {
	order  string
	meters int
}

// emitter entrega cada posição a todos os que se inscreveram, como o EventEmitter do Node.
type emitter struct {
	mu        sync.Mutex
	next      int
	listeners map[int]func(position)
}

func (e *emitter) on(listener func(position)) (off func()) {
	e.mu.Lock()
	defer e.mu.Unlock()
	id := e.next
	e.next++
	e.listeners[id] = listener
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.listeners, id)
	}
}

func (e *emitter) emit(p position) {
	e.mu.Lock()
	listeners := make([]func(position), 0, len(e.listeners))
	for _, listener := range e.listeners {
		listeners = append(listeners, listener)
	}
	e.mu.Unlock()
	for _, listener := range listeners {
		listener(p)
	}
}

var positions = &emitter{listeners: map[int]func(position){}}

// planRoute faz as vezes do serviço de mapas: o caminho do restaurante até o cliente.
func planRoute(order string) []leg {
	route := make([]leg, 0, legs)
	for i := 1; i <= legs; i++ {
		meters := 40 + (i*7919+len(order)*613)%400
		name := fmt.Sprintf("Rua %d, trecho %d do pedido %s", i*31%997, i, order)
		route = append(route, leg{name, meters, meters / 6})
	}
	return route
}

func (f *forecast) revise() {
	f.mu.Lock()
	defer f.mu.Unlock()
	seconds := 0
	for _, l := range f.legs {
		seconds += l.Segundos
	}
	f.minutes = (seconds + 59) / 60
	f.revision++
}

func (f *forecast) reviseOften(ticker *time.Ticker, done <-chan struct{}) {
	for {
		select {
		case <-ticker.C:
			f.revise()
		case <-done:
			return
		}
	}
}

// nextPosition devolve a próxima posição do pedido, se vier a tempo.
func nextPosition(order string, patience time.Duration) (*forecast, position, bool) {
	f := &forecast{legs: planRoute(order)}
	f.revise()
	found := make(chan position, 1)
	off := positions.on(func(p position) {
		if p.order != order {
			return
		}
		select {
		case found <- p:
		default: // só a primeira interessa
		}
	})
	// Um Ticker que ninguém para continua batendo, e a goroutine que o ouve nunca acaba (até o Go 1.22 nem o próprio
	// Ticker é coletado sem Stop). Em Go este vazamento aparece também no perfil goroutine.
	ticker := time.NewTicker(reviseEvery)
	done := make(chan struct{})
	go f.reviseOften(ticker, done)
	if !leaks {
		defer off()
		defer ticker.Stop()
		defer close(done)
	}
	select {
	case p := <-found:
		return f, p, true
	case <-time.After(patience):
		return f, position{}, false
	}
}

func reply(w http.ResponseWriter, body interface{}) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

// Endereço: /pedidos/P1/posicao?ms=25000, ou POST com ?metros=1200
func handlePosition(w http.ResponseWriter, r *http.Request) {
	order := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/pedidos/"), "/posicao")
	if r.Method == http.MethodPost {
		meters, err := strconv.Atoi(r.URL.Query().Get("metros"))
		if err != nil || meters < 0 {
			http.Error(w, "Faltou dizer a quantos metros ele está.", http.StatusBadRequest)
			return
		}
		positions.emit(position{order, meters})
		reply(w, map[string]bool{"ok": true})
		return
	}
	patience := maxWait
	if ms, err := strconv.Atoi(r.URL.Query().Get("ms")); err == nil && ms >= 0 && ms <= 25_000 {
		patience = time.Duration(ms) * time.Millisecond
	}
	f, p, ok := nextPosition(order, patience)
	if !ok {
		reply(w, map[string]string{"situacao": "sem novidade", "pedido": order})
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	reply(w, map[string]interface{}{
		"situacao": "a caminho", "pedido": p.order, "metros": p.meters,
		"trechos": f.legs, "minutos": f.minutes, "revisoes": f.revision,
	})
}

func main() {
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/pedidos/", handlePosition)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
