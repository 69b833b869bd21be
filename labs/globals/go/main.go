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
	"regexp"
	"strconv"
	"sync"
	"time"
)

const ranges = 80

var (
	leaks    = os.Getenv("LEAK") != "0"
	carriers = []string{"Rodovia Sul", "Expresso Ipê", "Jangada Log", "Via Cerrado"}
	validCEP = regexp.MustCompile(`^\d{8}$`)
)

type priceRange struct {
	AteGramas      int    `json:"ateGramas"`
	Transportadora string `json:"transportadora"`
	Centavos       int    `json:"centavos"`
	Prazo          string `json:"prazo"`
}

type reqContext struct {
	customer string
	prices   []priceRange
	notes    []string
}

// Em Go o costume é context.WithValue, que viaja com a requisição e some com ela. Este mapa existe nos serviços de antes
// de o context.Context entrar na biblioteca (e no gorilla/context, aposentado justamente por isto).
var (
	mu       sync.Mutex
	contexts = map[*http.Request]*reqContext{}
)

// loadPrices faz as vezes do banco de dados: cada cliente negociou os preços dele.
func loadPrices(customer string) []priceRange {
	sum := 0
	for _, letter := range customer {
		sum += int(letter)
	}
	discount := sum % 20
	prices := make([]priceRange, 0, ranges)
	for i := 0; i < ranges; i++ {
		prices = append(prices, priceRange{
			AteGramas:      500 * (i + 1),
			Transportadora: carriers[i%len(carriers)],
			Centavos:       ((900+173*i)*(100-discount) + 50) / 100,
			Prazo:          fmt.Sprintf("%d dias úteis, %s", 2+i%7, customer),
		})
	}
	return prices
}

func openContext(r *http.Request) *reqContext {
	customer := r.Header.Get("X-Cliente")
	if customer == "" {
		customer = "avulso"
	}
	c := &reqContext{customer: customer, prices: loadPrices(customer)}
	mu.Lock()
	defer mu.Unlock()
	contexts[r] = c
	return c
}

func closeContext(r *http.Request) {
	mu.Lock()
	defer mu.Unlock()
	delete(contexts, r)
}

func annotate(r *http.Request, note string) {
	mu.Lock()
	defer mu.Unlock()
	contexts[r].notes = append(contexts[r].notes, note)
}

// findRegion faz as vezes do serviço que diz onde fica o CEP. Os que terminam em 9 ninguém atende.
func findRegion(r *http.Request, cep string) (string, bool) {
	time.Sleep(40 * time.Millisecond)
	if cep[7] == '9' {
		annotate(r, "sem entrega em "+cep)
		return "", false
	}
	region := "região " + cep[:1]
	annotate(r, region)
	return region, true
}

func quote(r *http.Request, c *reqContext, grams int) []priceRange {
	options := []priceRange{}
	for _, p := range c.prices {
		if p.AteGramas >= grams && len(options) < len(carriers) {
			options = append(options, p)
		}
	}
	annotate(r, fmt.Sprintf("opções: %d", len(options)))
	return options
}

// Endereço: /fretes?cep=01310100&gramas=1500
func handleQuote(w http.ResponseWriter, r *http.Request) {
	c := openContext(r)
	if !leaks {
		defer closeContext(r) // por qualquer caminho, até o do panic
	}
	cep := r.URL.Query().Get("cep")
	grams, err := strconv.Atoi(r.URL.Query().Get("gramas"))
	if err != nil || grams <= 0 || !validCEP.MatchString(cep) {
		http.Error(w, "Faltou o CEP ou o peso.", http.StatusBadRequest)
		return
	}
	fretes := []priceRange{}
	region, ok := findRegion(r, cep)
	if r.Context().Err() != nil {
		return // quem perguntou já desligou: não há a quem responder
	}
	if ok {
		fretes = quote(r, c, grams)
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	err = json.NewEncoder(w).Encode(map[string]interface{}{
		"cliente": c.customer, "cep": cep, "regiao": region, "fretes": fretes, "notas": c.notes,
	})
	if err != nil {
		log.Print(err)
	}
}

func main() {
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/fretes", handleQuote)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
