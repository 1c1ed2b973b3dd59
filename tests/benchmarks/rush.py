"""Tablets that post as fast as they are answered: run beside the app, in a process of its own.

`python rush.py PORT COOKIE FAIR CLIENTS SECONDS < codes`; the answer is one document of JSON.
"""

import http.client
import itertools
import json
import socket
import sys
import threading
import time


def tablet(name, codes, address, *, until, waited, told):
    """One tablet with one connection, until its time is over."""
    port, path, headers = address
    connection = http.client.HTTPConnection("localhost", port)
    connection.connect()
    connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while time.perf_counter() < until:
        code = next(codes, None)
        if code is None:
            return
        body = json.dumps({"code": code, "nonce": f"{name}-{code}", "station": f"tablet {name}"})
        began = time.perf_counter()
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        document = json.loads(answer.read())
        waited.append(time.perf_counter() - began)
        told.append(document.get("status", str(answer.status)))


def main(port, cookie, fair, clients, seconds):
    """What all tablets together were told, and how long each answer took."""
    # Taking the next of a list is one step under the interpreter's lock.
    codes = iter(sys.stdin.read().split())
    waited, told = [], []
    headers = {"Cookie": cookie, "Content-Type": "application/json"}
    address = int(port), f"/api/fairs/{fair}/check-ins", headers
    began = time.perf_counter()
    tablets = [
        threading.Thread(
            target=tablet,
            args=(name, codes, address),
            kwargs={"until": began + float(seconds), "waited": waited, "told": told},
        )
        for name in range(int(clients))
    ]
    for one in tablets:
        one.start()
    for one in tablets:
        one.join()
    spent = time.perf_counter() - began
    counted = {status: len(list(same)) for status, same in itertools.groupby(sorted(told))}
    sys.stdout.write(json.dumps({"seconds": spent, "waited": sorted(waited), "told": counted}))


if __name__ == "__main__":
    main(*sys.argv[1:])
