// The responder in Go: a goroutine for each connection, blocking reads and writes.
package main

import (
	"net"
	"os"
)

const answer = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, world!"

func endSeen(before int, next byte) int {
	switch {
	case next == '\r' && before == 2:
		return 3
	case next == '\r':
		return 1
	case next == '\n' && (before == 1 || before == 3):
		return before + 1
	}
	return 0
}

func serve(connection net.Conn) {
	defer connection.Close()
	bytes := []byte(answer)
	buffer := make([]byte, 1024)
	seen := 0
	for {
		length, err := connection.Read(buffer)
		if err != nil {
			return // The client has gone.
		}
		for _, next := range buffer[:length] {
			seen = endSeen(seen, next)
			if seen == 4 {
				if _, err := connection.Write(bytes); err != nil {
					return
				}
			}
		}
	}
}

func main() {
	server, err := net.Listen("tcp", "127.0.0.1:"+os.Args[1])
	if err != nil {
		panic(err)
	}
	for {
		connection, err := server.Accept()
		if err != nil {
			panic(err)
		}
		go serve(connection)
	}
}
