// O mesmo vazamento do server.ts, em Go. Para rodar: go run .
// Corrigido: LEAK=0 go run .
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"strings"
	"sync"
	"time"
)

const (
	maxRecent = 5_000
	maxBody   = 4 << 20
)

var leaks = os.Getenv("LEAK") != "0"

type summary struct {
	Chave      string `json:"chave"`
	Emitente   string `json:"emitente"`
	Total      string `json:"total"`
	RecebidaEm string `json:"recebidaEm"`
}

var (
	mu     sync.Mutex
	recent []summary
)

// field devolve o que está entre <tag> e </tag>. Em Go toda substring divide os bytes com a string de onde saiu, de
// qualquer tamanho; strings.Clone (Go 1.18) copia.
func field(xml, tag string) (string, error) {
	open, end := "<"+tag+">", "</"+tag+">"
	start := strings.Index(xml, open)
	if start < 0 {
		return "", fmt.Errorf("a nota não tem %s", open)
	}
	start += len(open)
	length := strings.Index(xml[start:], end)
	if length < 0 {
		return "", fmt.Errorf("falta %s", end)
	}
	piece := xml[start : start+length]
	if leaks {
		return piece, nil
	}
	return strings.Clone(piece), nil
}

func summarize(xml string) (s summary, err error) {
	if s.Chave, err = field(xml, "chNFe"); err != nil {
		return s, err
	}
	if s.Total, err = field(xml, "vNF"); err != nil {
		return s, err
	}
	s.Emitente, err = field(xml, "xNome")
	s.RecebidaEm = time.Now().Format(time.RFC3339)
	return s, err
}

func remember(s summary) (repeated bool) {
	mu.Lock()
	defer mu.Unlock()
	for _, known := range recent {
		if known.Chave == s.Chave {
			return true
		}
	}
	recent = append(recent, s)
	if len(recent) > maxRecent {
		// Fatiar não bastaria: o vetor por baixo manteria o primeiro (veja o laboratório subslice).
		recent = append([]summary(nil), recent[1:]...)
	}
	return false
}

// readBody junta o corpo inteiro numa string: é esta que fica.
func readBody(r *http.Request) (string, error) {
	var body strings.Builder
	_, err := io.Copy(&body, io.LimitReader(r.Body, maxBody))
	return body.String(), err
}

func handleNotes(w http.ResponseWriter, r *http.Request) {
	xml, err := readBody(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s, err := summarize(xml)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	time.Sleep(150 * time.Millisecond) // faz as vezes da Sefaz
	reply(w, map[string]interface{}{"chave": s.Chave, "repetida": remember(s)})
}

func handleRecent(w http.ResponseWriter, _ *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	first := len(recent) - 20
	if first < 0 {
		first = 0
	}
	reply(w, recent[first:])
}

func reply(w http.ResponseWriter, body interface{}) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

func main() {
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/notas", handleNotes)
	service.HandleFunc("/notas/recentes", handleRecent)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
