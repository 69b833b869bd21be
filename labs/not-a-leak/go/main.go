// A mesma vitrine do server.ts, em Go: sobe até encher a prateleira, e para. Para rodar: go run .
// Sem o limite, para comparar com um vazamento de verdade: LEAK=1 go run .
package main

import (
	"container/list"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	books   = 3000
	reviews = 180
	limit   = 600
)

var (
	leaks    = os.Getenv("LEAK") == "1"
	editions = []string{"brochura", "capa dura", "bolso", "audiolivro", "digital"}
	words    = []string{"Sertão", "Mar", "Saudade", "Cidade", "Noite", "Estrada", "Memória", "Rio", "Vento", "Casa"}
	verdicts = []string{"li de uma vez", "demora a engatar", "presenteei três amigos", "prefiro o anterior"}
)

type review struct {
	Resenha int    `json:"resenha"`
	Leitor  string `json:"leitor"`
	Nota    int    `json:"nota"`
	Texto   string `json:"texto"`
}

type sheet struct {
	Numero   int      `json:"numero"`
	Titulo   string   `json:"titulo"`
	Preco    string   `json:"preco"`
	Resenhas []review `json:"resenhas"`
}

// A prateleira: a ficha pedida há mais tempo fica no começo da lista.
var (
	mu    sync.Mutex
	order = list.New()
	shelf = map[int]*list.Element{}
)

func title(book int) string {
	return fmt.Sprintf("%s e %s, volume %d", words[book%10], words[(book*7+3)%10], 1+book%12)
}

func price(book, edition int) string {
	cents := 1990 + (book*613+edition*1700)%12000
	return fmt.Sprintf("%d,%02d", cents/100, cents%100)
}

func buildSheet(book int) *sheet {
	s := &sheet{Numero: book, Titulo: title(book), Preco: price(book, 0)}
	for i := 1; i <= reviews; i++ {
		s.Resenhas = append(s.Resenhas, review{
			Resenha: book*1000 + i,
			Leitor:  fmt.Sprintf("leitor %d", (book*13+i*101)%9000),
			Nota:    1 + (book*31+i*17)%5,
			Texto:   verdicts[(book+i)%4],
		})
	}
	return s
}

func findSheet(book int) *sheet {
	mu.Lock()
	defer mu.Unlock()
	if kept, ok := shelf[book]; ok {
		order.MoveToBack(kept)
		return kept.Value.(*sheet)
	}
	time.Sleep(5 * time.Millisecond)
	s := buildSheet(book)
	shelf[book] = order.PushBack(s)
	if oldest := order.Front(); !leaks && order.Len() > limit {
		delete(shelf, order.Remove(oldest).(*sheet).Numero)
	}
	return s
}

func handleBook(w http.ResponseWriter, r *http.Request) {
	book, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/livros/"))
	if err != nil || book < 1 || book > books {
		http.Error(w, "Este livro não está na vitrine.", http.StatusNotFound)
		return
	}
	reply(w, findSheet(book))
}

func handleCatalog(w http.ResponseWriter, _ *http.Request) {
	lines := []string{"numero;edicao;titulo;preco"}
	for book := 1; book <= books; book++ {
		for i, edition := range editions {
			lines = append(lines, fmt.Sprintf("%d;%s;%s;%s", book, edition, title(book), price(book, i)))
		}
	}
	fmt.Fprint(w, strings.Join(lines, "\n"))
}

// handleMemory mostra o que o gráfico do RSS não conta: HeapAlloc é o que está vivo (mais o lixo ainda não coletado),
// HeapIdle já é do sistema se ele quiser, HeapReleased já foi devolvido, e Sys, tudo o que o processo pediu, não desce.
func handleMemory(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("devolva") != "" {
		debug.FreeOSMemory()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	reply(w, map[string]uint64{
		"HeapAlloc": m.HeapAlloc, "HeapInuse": m.HeapInuse, "HeapIdle": m.HeapIdle,
		"HeapReleased": m.HeapReleased, "Sys": m.Sys,
	})
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
	service.HandleFunc("/livros/", handleBook)
	service.HandleFunc("/catalogo.csv", handleCatalog)
	service.HandleFunc("/memoria", handleMemory)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
