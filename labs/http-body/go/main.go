// O mesmo vazamento do server.ts, em Go: resp.Body que ninguém fecha. Para rodar: go run .
// Corrigido: LEAK=0 go run .
package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

type notice struct {
	Loja     string `json:"loja"`
	Pedido   int    `json:"pedido"`
	Situacao string `json:"situacao"`
}

type delivery struct {
	notice
	Entregue  bool   `json:"entregue"`
	Status    int    `json:"status"`
	Protocolo string `json:"protocolo"`
}

const (
	outOfOrder = "ferragens"
	remembered = 20
)

var (
	leaks    = os.Getenv("LEAK") != "0"
	mu       sync.Mutex
	received = map[string][]notice{"papelaria": nil, "brinquedos": nil, "ferragens": nil, "cosmeticos": nil}
	client   = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}
	shopsURL string
)

// acknowledge faz as vezes dos sistemas das lojas: pensam um pouco e respondem com a página inteira.
func acknowledge(w http.ResponseWriter, r *http.Request) {
	var n notice
	err := json.NewDecoder(r.Body).Decode(&n)
	time.Sleep(50 * time.Millisecond)
	mu.Lock()
	list, known := received[n.Loja]
	accepts := err == nil && known && n.Loja != outOfOrder
	if accepts {
		list = append(list, n)
		if len(list) > remembered {
			list = append([]notice(nil), list[len(list)-remembered:]...)
		}
		received[n.Loja] = list
	}
	mu.Unlock()
	w.Header().Set("Content-Type", "text/html")
	w.Header().Set("X-Protocolo", n.Loja+"-"+strconv.Itoa(n.Pedido))
	if !accepts {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	page := "<!doctype html><title>" + n.Loja + "</title>" + strings.Repeat("<div class=\"vitrine\"></div>\n", 6_000)
	if _, err := io.WriteString(w, page); err != nil {
		log.Print(err)
	}
}

func deliver(n notice) (*delivery, error) {
	body, err := json.Marshal(n)
	if err != nil {
		return nil, err
	}
	resp, err := client.Post(shopsURL, "application/json", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if !leaks {
		// Fechar solta a conexão; ler até o fim, antes, deixa que ela sirva ao próximo.
		defer resp.Body.Close()
		if _, err := io.Copy(io.Discard, resp.Body); err != nil {
			return nil, err
		}
	}
	return &delivery{n, resp.StatusCode < 300, resp.StatusCode, resp.Header.Get("X-Protocolo")}, nil
}

func reply(w http.ResponseWriter, body interface{}) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

func handleNotice(w http.ResponseWriter, r *http.Request) {
	var n notice
	err := json.NewDecoder(r.Body).Decode(&n)
	mu.Lock()
	_, known := received[n.Loja]
	mu.Unlock()
	if err != nil || !known || n.Pedido == 0 || n.Situacao == "" {
		http.Error(w, "Confira loja, pedido e situação.", http.StatusBadRequest)
		return
	}
	d, err := deliver(n)
	if err != nil {
		log.Print(err)
		http.Error(w, "Algo falhou do nosso lado.", http.StatusInternalServerError)
		return
	}
	reply(w, d)
}

// Endereço: /recebidos?loja=papelaria
func handleReceived(w http.ResponseWriter, r *http.Request) {
	shop := r.URL.Query().Get("loja")
	mu.Lock()
	list, known := received[shop]
	mu.Unlock()
	if !known {
		http.Error(w, "Não conheço.", http.StatusNotFound)
		return
	}
	reply(w, map[string]interface{}{"loja": shop, "avisos": list})
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	shopsURL = "http://" + listener.Addr().String() + "/webhook"
	go func() { log.Fatal(http.Serve(listener, http.HandlerFunc(acknowledge))) }()

	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/avisos", handleNotice)
	service.HandleFunc("/recebidos", handleReceived)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
