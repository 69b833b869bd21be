// O mesmo erro do server.ts, em Go, onde é um clássico: defer dentro do for. Para rodar: go run .
// Corrigido: LEAK=0 go run .
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"path/filepath"
	"runtime/pprof"
	"sort"
	"strconv"
	"strings"
)

const (
	titles  = 60
	clients = 50
)

type closing struct {
	Banco     string   `json:"banco"`
	Cliente   int      `json:"cliente"`
	Arquivos  int      `json:"arquivos"`
	Titulos   int      `json:"titulos"`
	Centavos  int      `json:"centavos"`
	Recusados []string `json:"recusados"`
}

var (
	leaks  = os.Getenv("LEAK") != "0"
	banks  = map[string]int{"001": 280, "237": 340, "341": 400} // quantos arquivos cada um mandou
	folder = filepath.Join(os.TempDir(), "vazou-retornos-go")
	// Go não tem um perfil de arquivos abertos; um perfil seu custa estas linhas.
	opened = pprof.NewProfile("arquivos")
)

// fillFolder faz as vezes dos bancos: os arquivos são sempre os mesmos, e em cada banco dois vêm cortados.
func fillFolder() error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for bank, files := range banks {
		code, _ := strconv.Atoi(bank)
		for number := 1; number <= files; number++ {
			var text strings.Builder
			for i := 0; i < titles; i++ {
				serial := number*titles + i
				cents := 1990 + (serial*7919+code)%90_000
				fmt.Fprintf(&text, "1%s%012d%05d202610%02d%013d\n", bank, serial, serial*31%clients, 1+serial%28, cents)
			}
			declared := titles
			if number%200 == 77 {
				declared++
			}
			fmt.Fprintf(&text, "9%06d\n", declared)
			path := filepath.Join(folder, fmt.Sprintf("%s-%03d.ret", bank, number))
			if err := os.WriteFile(path, []byte(text.String()), 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// tracked é um arquivo que o perfil "arquivos" conhece enquanto está aberto.
type tracked struct{ *os.File }

func (t tracked) Close() error {
	opened.Remove(t.File)
	return t.File.Close()
}

func openReturn(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	opened.Add(file, 1)
	return tracked{file}, nil
}

func addTitles(c *closing, file io.Reader) error {
	count, cents, declared := 0, 0, 0
	lines := bufio.NewScanner(file)
	read := 0
	for lines.Scan() {
		line := lines.Text()
		if line[0] == '9' {
			declared, _ = strconv.Atoi(line[1:])
			continue
		}
		read++
		if client, _ := strconv.Atoi(line[16:21]); client != c.Cliente {
			continue
		}
		value, _ := strconv.Atoi(line[29:42])
		count, cents = count+1, cents+value
	}
	if err := lines.Err(); err != nil {
		return err
	}
	if read != declared {
		return errors.New("faltam títulos")
	}
	c.Titulos, c.Centavos = c.Titulos+count, c.Centavos+cents
	return nil
}

func settle(bank string, client int) (*closing, error) {
	names, err := filepath.Glob(filepath.Join(folder, bank+"-*.ret"))
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	c := &closing{Banco: bank, Cliente: client, Recusados: []string{}}
	if !leaks {
		// Uma função por arquivo: o defer dela roda a cada volta.
		for _, name := range names {
			if err := settleFile(c, name); err != nil {
				return nil, err
			}
		}
		return c, nil
	}
	for _, name := range names {
		file, err := openReturn(name)
		if err != nil {
			return nil, err
		}
		defer file.Close() // só quando settle retorna: 400 abertos de uma vez
		c.note(name, addTitles(c, file))
	}
	return c, nil
}

func settleFile(c *closing, name string) error {
	file, err := openReturn(name)
	if err != nil {
		return err
	}
	defer file.Close()
	c.note(name, addTitles(c, file))
	return nil
}

func (c *closing) note(name string, err error) {
	c.Arquivos++
	if err != nil {
		c.Recusados = append(c.Recusados, filepath.Base(name))
	}
}

// Endereço: /fechamentos/341?cliente=17
func handleClosing(w http.ResponseWriter, r *http.Request) {
	bank := strings.TrimPrefix(r.URL.Path, "/fechamentos/")
	client, err := strconv.Atoi(r.URL.Query().Get("cliente"))
	if err != nil || banks[bank] == 0 {
		http.Error(w, "Diga um banco e um cliente.", http.StatusBadRequest)
		return
	}
	c, err := settle(bank, client)
	if err != nil {
		log.Print(err)
		http.Error(w, "Algo falhou do nosso lado.", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(c); err != nil {
		log.Print(err)
	}
}

func main() {
	if err := fillFolder(); err != nil {
		log.Fatal(err)
	}
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/fechamentos/", handleClosing)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
