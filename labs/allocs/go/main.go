// O mesmo desperdício do server.ts, em Go. Para rodar: go run .   (corrigido: LEAK=0 go run .)
// Compare -sample_index=inuse_space e alloc_space em /debug/pprof/heap; GODEBUG=gctrace=1 mostra cada coleta.
package main

import (
	"encoding/json"
	"log"
	"math"
	"net/http"
	_ "net/http/pprof" // abre /debug/pprof/, como faz o vazou/diagnostics
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const (
	pages       = 144
	pointsAPage = 10
	longStop    = 10
)

type point struct {
	minute    int
	latitude  float64
	longitude float64
	speed     int
}

type trip struct {
	points []*point
	meters int
}

type summary struct {
	Placa      string `json:"placa"`
	Dia        int    `json:"dia"`
	Pontos     int    `json:"pontos"`
	Km         int    `json:"km"`
	MaisRapido int    `json:"maisRapido"`
	Paradas    []int  `json:"paradas"`
}

var (
	leaks  = os.Getenv("LEAK") != "0"
	plates = regexp.MustCompile(`^[A-Z]{3}\d[A-Z]\d{2}$`)
)

func findPage(truck, day, page int) []*point {
	time.Sleep(time.Millisecond)
	points := make([]*point, pointsAPage)
	for i := range points {
		points[i] = pointAt(truck, day, page*pointsAPage+i)
	}
	return points
}

func pointAt(truck, day, minute int) *point {
	speed := 0
	if (minute+truck*7)%90 >= 12+day%9 {
		speed = 40 + (truck*31+day*17+minute*7)%50
	}
	latitude := -23.5 - float64(minute)*0.001 - float64(truck%100)/500
	return &point{minute, latitude, latitude*2 + float64(day)/100, speed}
}

func metersOf(page []*point) int {
	total := 0
	for _, p := range page {
		total += int(math.Round(float64(p.speed) * 1_000 / 60))
	}
	return total
}

func copyPoint(p *point) *point {
	other := *p
	return &other
}

// withPage não muda o percurso que recebe: devolve outro, com cópia de todos os pontos.
func withPage(t trip, page []*point) trip {
	points := make([]*point, 0, len(t.points)+len(page))
	for _, p := range t.points {
		points = append(points, copyPoint(p))
	}
	return trip{append(points, page...), t.meters + metersOf(page)}
}

func dayOf(truck, day int) trip {
	var t trip
	for n := 0; n < pages; n++ {
		page := findPage(truck, day, n)
		if leaks {
			t = withPage(t, page)
		} else {
			t.points, t.meters = append(t.points, page...), t.meters+metersOf(page)
		}
	}
	return t
}

func summarize(plate string, day int, t trip) summary {
	s := summary{Placa: plate, Dia: day, Pontos: len(t.points), Km: int(math.Round(float64(t.meters) / 1_000))}
	since := -1
	for _, p := range t.points {
		if p.speed > s.MaisRapido {
			s.MaisRapido = p.speed
		}
		if p.speed == 0 {
			if since < 0 {
				since = p.minute
			}
			continue
		}
		if since >= 0 && p.minute-since > longStop {
			s.Paradas = append(s.Paradas, since)
		}
		since = -1
	}
	return s
}

func truckOf(plate string) int {
	number := 0
	for _, c := range plate {
		number = (number*37 + int(c)) % 9_973
	}
	return number
}

// Endereço: /percursos/ABC1D23?dia=17
func handleTrip(w http.ResponseWriter, r *http.Request) {
	plate := strings.TrimPrefix(r.URL.Path, "/percursos/")
	day, err := strconv.Atoi(r.URL.Query().Get("dia"))
	if err != nil || day < 1 || day > 31 || !plates.MatchString(plate) {
		http.Error(w, "Confira a placa e o dia.", http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if err := json.NewEncoder(w).Encode(summarize(plate, day, dayOf(truckOf(plate), day))); err != nil {
		log.Print(err)
	}
}

func main() {
	// O pprof se registra no mux padrão: porta própria, que nunca sai da máquina.
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:6060", nil)) }()

	service := http.NewServeMux()
	service.HandleFunc("/percursos/", handleTrip)
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", service))
}
