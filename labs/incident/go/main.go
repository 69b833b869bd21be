// O mesmo plantão do server.ts, em Go: três falhas de uma vez. Para rodar: go run .
// Corrigido: LEAK=0 go run .
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	clients   = 500
	statement = 90
	day       = 8400
	pulse     = time.Second
)

var (
	leaks      = os.Getenv("LEAK") != "0"
	stores     = []string{"Padaria Aurora", "Posto Serra Azul", "Mercado do Zé", "Farmácia Popular", "Livraria Cultura"}
	partnerURL string
)

type entry struct {
	Aviso    string `json:"aviso"`
	Dia      string `json:"dia"`
	Loja     string `json:"loja"`
	Centavos int    `json:"centavos"`
}

func startPartner() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	partnerURL = "http://" + listener.Addr().String() + "/entrega"
	go func() {
		log.Fatal(http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if client, _ := strconv.Atoi(r.Header.Get("X-Cliente")); client%11 == 0 {
				w.WriteHeader(http.StatusServiceUnavailable)
			}
			fmt.Fprintf(w, `{"fila": "sp-1", "recibo": %q}`, strings.Repeat("r", 1500))
		})))
	}()
}

// push entrega o aviso ao parceiro. Corpo que ninguém fecha é conexão que não volta ao cliente, e em Go são também duas
// goroutines paradas por conexão: readLoop e writeLoop.
func push(client int, message string) (bool, error) {
	request, err := http.NewRequest(http.MethodPost, partnerURL, strings.NewReader(message))
	if err != nil {
		return false, err
	}
	request.Header.Set("X-Cliente", strconv.Itoa(client))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return false, err
	}
	if !leaks {
		defer response.Body.Close()
		if _, err := io.Copy(io.Discard, response.Body); err != nil {
			return false, err
		}
	}
	return response.StatusCode == http.StatusOK, nil
}

func buildStatement(client int) []entry {
	entries := make([]entry, 0, statement)
	first := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for number := 1; number <= statement; number++ {
		entries = append(entries, entry{
			Aviso:    fmt.Sprintf("aviso-%d-%d", client, number),
			Dia:      first.Add(-time.Duration(number) * 40_000 * time.Second).Format(time.RFC3339),
			Loja:     fmt.Sprintf("%s, caixa %d", stores[(client+number)%5], 1+number%9),
			Centavos: 500 + (client*131+number*977)%90_000,
		})
	}
	return entries
}

// sendStatement: um Ticker que ninguém para segura a goroutine que o lê, e ela, o extrato.
func sendStatement(w http.ResponseWriter, client int) {
	entries := buildStatement(client)
	fmt.Fprintf(w, "{\"andamento\": %d}\n", len(entries))
	done := make(chan struct{})
	ticker := time.NewTicker(pulse)
	go func() {
		for {
			select {
			case <-ticker.C:
				log.Printf("extrato de %d linhas", len(entries))
			case <-done:
				return
			}
		}
	}()
	time.Sleep(10 * time.Millisecond)
	if err := json.NewEncoder(w).Encode(map[string]interface{}{"cliente": client, "extrato": entries}); err != nil {
		log.Print(err)
	}
	if !leaks {
		ticker.Stop()
		close(done)
	}
}

func dayOf(client int) []int {
	ids := make([]int, 0, day)
	for number := 1; len(ids) < day; number++ {
		ids = append(ids, client*10_000+number)
		if number%7 == 0 {
			ids = append(ids, client*10_000+number-6)
		}
	}
	return ids
}

func withoutRepeats(ids []int) []int {
	if !leaks {
		return uniqueByMap(ids)
	}
	var seen []int
	for _, id := range ids {
		known := false
		for _, other := range seen {
			if other == id {
				known = true
			}
		}
		if !known {
			seen = append(seen, id)
		}
	}
	return seen
}

func uniqueByMap(ids []int) []int {
	var seen []int
	known := make(map[int]bool, len(ids))
	for _, id := range ids {
		if !known[id] {
			known[id] = true
			seen = append(seen, id)
		}
	}
	return seen
}

// Endereços: /clientes/42/extrato e /clientes/42/conciliacao
func handleClient(w http.ResponseWriter, r *http.Request) {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/clientes/"), "/")
	client, err := strconv.Atoi(parts[0])
	if err != nil || client < 1 || client > clients || len(parts) != 2 {
		http.Error(w, "Não conheço.", http.StatusNotFound)
		return
	}
	if parts[1] == "extrato" {
		sendStatement(w, client)
		return
	}
	ids := withoutRepeats(dayOf(client))
	fmt.Fprintf(w, "{\"cliente\": %d, \"avisos\": %d}\n", client, len(ids))
}

// Endereço: POST /avisos?cliente=7&centavos=1990
func handleNotice(w http.ResponseWriter, r *http.Request) {
	client, err := strconv.Atoi(r.URL.Query().Get("cliente"))
	if err != nil || client < 1 || client > clients {
		http.Error(w, "Confira cliente e centavos.", http.StatusBadRequest)
		return
	}
	accepted, err := push(client, fmt.Sprintf("Compra de %s centavos aprovada.", r.URL.Query().Get("centavos")))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	fmt.Fprintf(w, "{\"cliente\": %d, \"entregue\": %t}\n", client, accepted)
}

func main() {
	startPartner()
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/avisos", handleNotice)
	service.HandleFunc("/clientes/", handleClient)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
