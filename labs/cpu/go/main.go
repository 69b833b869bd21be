// Os mesmos desperdícios do server.ts, em Go. Para rodar: go run .   (corrigido: LEAK=0 go run .)
package main

import (
	"encoding/json"
	"log"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"regexp"
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

type button struct {
	Rotulo string `json:"rotulo"`
	Link   string `json:"link"`
}

type revision struct {
	Quando  string `json:"quando"`
	Parecer string `json:"parecer"`
}

// template, como o WhatsApp o aprovou, com o histórico das revisões.
type template struct {
	Modelo   int        `json:"modelo"`
	Texto    string     `json:"texto"`
	Botao    button     `json:"botao"`
	Revisoes []revision `json:"revisoes"`
}

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
	templates = map[int]template{}
	// O regexp de Go anda uma vez só pelo texto, haja o que houver: a mesma expressão, aqui, não é catastrófica.
	name = regexp.MustCompile(`^(\p{L}+['-]?\s?)+$`)
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

// copyTemplate: em Go atribuir uma struct já a copia; só as fatias continuam as mesmas, e aqui ninguém escreve nelas.
func copyTemplate(t template) template {
	if !leaks {
		return t
	}
	var copied template
	text, err := json.Marshal(t)
	if err == nil {
		err = json.Unmarshal(text, &copied)
	}
	if err != nil {
		log.Print(err)
	}
	return copied
}

func fillIn(t template, c contact) template {
	message := copyTemplate(t)
	id := strconv.Itoa(c.id)
	message.Texto = strings.Replace(message.Texto, "{cadastro}", id, 1)
	message.Botao.Link += id
	return message
}

// Endereço: /previas?lista=17&modelo=2
func handlePreview(w http.ResponseWriter, r *http.Request) {
	list, _ := strconv.Atoi(r.URL.Query().Get("lista"))
	number, _ := strconv.Atoi(r.URL.Query().Get("modelo"))
	chosen, known := templates[number]
	if !known || stored[list] == nil {
		http.Error(w, "Confira o que pediu.", http.StatusBadRequest)
		return
	}
	characters, last := 0, chosen
	for _, c := range findContacts([]int{list}) {
		last = fillIn(chosen, c)
		characters += len([]rune(last.Texto)) + len(last.Botao.Link)
	}
	shown := map[string]interface{}{"texto": last.Texto, "botao": last.Botao}
	reply(w, map[string]interface{}{"lista": list, "modelo": number, "caracteres": characters, "ultima": shown})
}

// Endereço: /nomes?nome=Ana+Souza
func handleName(w http.ResponseWriter, r *http.Request) {
	text := r.URL.Query().Get("nome")
	reply(w, map[string]interface{}{"nome": text, "valido": len([]rune(text)) <= 60 && name.MatchString(text)})
}

func reply(w http.ResponseWriter, body interface{}) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
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
	first, last := recipients[0].id, recipients[len(recipients)-1].id
	reply(w, sending{numbers, len(contacts), len(recipients), first, last, byAreaCode})
}

func fillTemplates() {
	first := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for number := 1; number <= 3; number++ {
		text := "Olá, cliente {cadastro}! As ofertas da semana " + strconv.Itoa(number) + " já chegaram."
		t := template{Modelo: number, Texto: text, Botao: button{"Ver ofertas", "https://loja.example/ofertas/"}}
		for i := 0; i < 32; i++ {
			verdict := "Versão " + strconv.Itoa(i+1) + ": sem promessa de prazo, com o aviso de saída."
			t.Revisoes = append(t.Revisoes, revision{first.AddDate(0, 0, -i).Format(time.RFC3339), verdict})
		}
		templates[number] = t
	}
}

func main() {
	for number := 1; number <= lists; number++ {
		for i := 0; i < contactsList; i++ {
			stored[number] = append(stored[number], contactOf((number*613+i*7)%people))
		}
	}
	fillTemplates()
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/envios", handleSending)
	service.HandleFunc("/previas", handlePreview)
	service.HandleFunc("/nomes", handleName)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
