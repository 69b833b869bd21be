// O mesmo desperdício do server.ts, em Go. Para rodar: go run .   (corrigido: LEAK=0 go run .)
package main

import (
	"encoding/json"
	"log"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"strconv"
	"strings"
	"time"
)

const (
	lists        = 60
	contactsList = 800
	people       = 6_000
	mostLists    = 5
)

type contact struct{ id, phone int }

type sending struct {
	Listas        []int          `json:"listas"`
	Contatos      int            `json:"contatos"`
	Destinatarios int            `json:"destinatarios"`
	Primeiro      int            `json:"primeiro"`
	Ultimo        int            `json:"ultimo"`
	PorDdd        map[string]int `json:"porDdd"`
}

var (
	leaks     = os.Getenv("LEAK") != "0"
	areaCodes = []int{11, 21, 27, 31, 41, 47, 51, 61, 62, 71, 81, 85, 91, 92}
	stored    = map[int][]contact{}
)

// contactOf: em algumas casas o telefone é um só, para dois cadastros.
func contactOf(person int) contact {
	house := person
	if person%50 == 0 {
		house++
	}
	areaCode := areaCodes[house%len(areaCodes)]
	return contact{id: 10_000 + person, phone: areaCode*1_000_000_000 + 980_000_000 + house*1_009}
}

func findContacts(numbers []int) []contact {
	time.Sleep(5 * time.Millisecond)
	var contacts []contact
	for _, number := range numbers {
		contacts = append(contacts, stored[number]...)
	}
	return contacts
}

func removeDuplicates(contacts []contact) []contact {
	var unique []contact
	if !leaks {
		seen := make(map[int]bool, 2*len(contacts))
		for _, c := range contacts {
			if seen[c.id] || seen[c.phone] {
				continue
			}
			seen[c.id], seen[c.phone] = true, true
			unique = append(unique, c)
		}
		return unique
	}
	for _, c := range contacts {
		repeated := false
		for i := range unique {
			if unique[i].id == c.id || unique[i].phone == c.phone {
				repeated = true
			}
		}
		if !repeated {
			unique = append(unique, c)
		}
	}
	return unique
}

// Endereço: /envios?listas=3,17,42
func handleSending(w http.ResponseWriter, r *http.Request) {
	var numbers []int
	for _, text := range strings.Split(r.URL.Query().Get("listas"), ",") {
		number, err := strconv.Atoi(text)
		if err != nil || stored[number] == nil || len(numbers) == mostLists {
			http.Error(w, "Escolha até cinco listas.", http.StatusBadRequest)
			return
		}
		numbers = append(numbers, number)
	}
	contacts := findContacts(numbers)
	recipients := removeDuplicates(contacts)
	byAreaCode := map[string]int{}
	for _, c := range recipients {
		byAreaCode[strconv.Itoa(c.phone/1_000_000_000)]++
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	first, last := recipients[0].id, recipients[len(recipients)-1].id
	body := sending{numbers, len(contacts), len(recipients), first, last, byAreaCode}
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}

func main() {
	for number := 1; number <= lists; number++ {
		for i := 0; i < contactsList; i++ {
			stored[number] = append(stored[number], contactOf((number*613+i*7)%people))
		}
	}
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/envios", handleSending)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
