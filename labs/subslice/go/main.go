// O mesmo vazamento do server.ts, em Go. Para rodar: go run .
// Corrigido: LEAK=0 go run .
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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
	record      = 240
	maxReceipts = 10_000
	maxFile     = 4 << 20
)

var leaks = os.Getenv("LEAK") != "0"

type receipt struct {
	protocol int
	at       string
	header   []byte
}

var (
	mu       sync.Mutex
	receipts = map[int]receipt{}
	last     int
)

// keepReceipt guarda o registro de cabeçalho. Um slice é um ponteiro para o vetor de onde saiu: enquanto o recibo
// existir, o arquivo inteiro existe. bytes.Clone só chegou no Go 1.20; até lá se copia com append.
func keepReceipt(file []byte) receipt {
	header := file[:record]
	if !leaks {
		header = append([]byte(nil), file[:record]...)
	}
	mu.Lock()
	defer mu.Unlock()
	last++
	r := receipt{last, time.Now().Format(time.RFC3339), header}
	receipts[last] = r
	delete(receipts, last-maxReceipts)
	return r
}

// renderReturn não precisa de nenhum cuidado: Go não reparte lajes entre buffers, como faz o Buffer do Node.
func renderReturn(file []byte, r receipt) []byte {
	answer := make([]byte, 0, len(file))
	for at := 0; at < len(file); at += record {
		answer = append(answer, file[at:at+15]...)
		answer = append(answer, "02"...)
		answer = append(answer, file[at+17:at+230]...)
		answer = append(answer, fmt.Sprintf("%010d", r.protocol)...)
	}
	return answer
}

// readBody junta o arquivo inteiro num vetor só: é este que fica.
func readBody(r *http.Request) ([]byte, error) {
	var body bytes.Buffer
	_, err := io.Copy(&body, io.LimitReader(r.Body, maxFile))
	return body.Bytes(), err
}

func handleFiles(w http.ResponseWriter, r *http.Request) {
	file, err := readBody(r)
	if err != nil || len(file) == 0 || len(file)%record != 0 {
		http.Error(w, "O arquivo não é feito de registros de 240 bytes.", http.StatusBadRequest)
		return
	}
	time.Sleep(80 * time.Millisecond) // faz as vezes do registro dos boletos no banco
	kept := keepReceipt(file)
	w.Header().Set("X-Protocolo", strconv.Itoa(kept.protocol))
	if _, err := w.Write(renderReturn(file, kept)); err != nil {
		log.Print(err)
	}
}

// Endereço: /remessas/123
func handleReceipt(w http.ResponseWriter, r *http.Request) {
	protocol, _ := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/remessas/"))
	mu.Lock()
	kept, ok := receipts[protocol]
	mu.Unlock()
	if !ok {
		http.Error(w, "Não conheço esta remessa.", http.StatusNotFound)
		return
	}
	sequence, _ := strconv.Atoi(string(kept.header[157:163]))
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	err := json.NewEncoder(w).Encode(map[string]interface{}{
		"protocolo":  kept.protocol,
		"recebidaEm": kept.at,
		"banco":      string(kept.header[:3]),
		"cnpj":       string(kept.header[18:32]),
		"empresa":    strings.TrimSpace(string(kept.header[72:102])),
		"sequencia":  sequence,
	})
	if err != nil {
		log.Print(err)
	}
}

func main() {
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/remessas", handleFiles)
	service.HandleFunc("/remessas/", handleReceipt)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
