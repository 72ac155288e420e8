"""Matbud's side: four programs on the broker, each with a folder of its own, driven by the peer's load generator."""
import json
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request

SERVICES = ("ordering", "grocer-bridge", "dispatch", "notification")
# The peer answers no questions about orders; nor do these.
MORE = {service: ["--decide-only"] for service in SERVICES}
COMMANDS, TERMINAL = "ordering.commands.v1", "notification.events.v1"
TOPICS = ["ordering.*", "grocer-bridge.*", "dispatch.*", "notification.*", "audit.*", "grocer.*", "keys.v1"]
# Our ids lie in ce_subject, as order/ID; the load generator knows nothing of that.
LOADMETER = """#!/bin/sh
export SIDE_BY_SIDE_ORDERS={orders}
for word; do
  shift
  [ "$before" = --prefix ] && word="order/$word"
  set -- "$@" "$word"
  before=$word
done
exec {real} "$@" --encoder so:{encoder} --id-header ce_subject --only ce_type=matbud.notification.v1.NotificationsRequested
"""


def fetched(url):
    """What a page says, or nothing while it cannot be had or is not 200."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, OSError):
        return None


class Matbud:
    def __init__(self, bench, broker, args, work):
        self.bench, self.broker, self.args, self.work = bench, broker, args, work / "matbud"
        self.programs = args.build / "bin"
        self.work.mkdir()
        self.orders_file = self.work / "orders"
        self.loadmeter = self.work / "bin" / "loadmeter"
        self.loadmeter.parent.mkdir()
        self.loadmeter.write_text(LOADMETER.format(orders=self.orders_file, real=f"{bench.BIN}/loadmeter",
                                                   encoder=self.programs / "side_by_side_encoder.so"))
        self.loadmeter.chmod(0o755)
        self.port = args.port + 2
        self.started = 0

    # ---- the programs ----
    def start(self, services=SERVICES):
        processes = []
        for service in services:
            self.started += 1
            data = self.work / "data" / service
            data.mkdir(parents=True, exist_ok=True)
            key = data / "master.key"
            if not key.exists():
                shutil.copy2(self.work / "data" / "master.key", key)
            process = self.bench.spawn(
                [str(self.programs / f"matbud-{service}"), "--kafka", self.broker.bs, "--data", str(data), "--port",
                 str(self.port_of(service)), *MORE.get(service, [])], str(self.work / f"{self.started}-{service}.log"))
            process.name = service
            processes.append(process)
        return processes

    def port_of(self, service):
        return self.port + SERVICES.index(service)

    def page(self, service, path):
        return fetched(f"http://127.0.0.1:{self.port_of(service)}{path}")

    def stop(self, processes):
        for process in processes:
            process.send_signal(signal.SIGTERM)
        for process in processes:
            self.bench.stop(process)

    def wait_until(self, processes, what, true_of, timeout=120):
        end = time.time() + timeout
        waiting = list(processes)
        while waiting:
            if time.time() > end:
                raise RuntimeError(f"{[one.name for one in waiting]} not {what}: {self.work}")
            for process in list(waiting):
                if process.poll() is not None:
                    raise RuntimeError(f"{process.name} ended: {process.out}")
                if true_of(process.name):
                    waiting.remove(process)
            time.sleep(0.01)

    def is_ready(self, service):
        return self.page(service, "/health/ready") is not None

    def numbers(self, service, name):
        page = self.page(service, "/metrics") or ""
        return [float(line.rsplit(" ", 1)[1]) for line in page.splitlines() if line.startswith(name + "{")]

    def is_caught_up(self, service):
        lags = self.numbers(service, "matbud_processor_lag_records")
        return self.is_ready(service) and lags and not any(lags)

    # ---- an installation ----
    def fresh(self):
        """An installation whose reference data have been decided; its programs are stopped."""
        self.broker.topics(delete=TOPICS)
        shutil.rmtree(self.work / "data", ignore_errors=True)
        subprocess.run([self.programs / "side_by_side_prepare", "--kafka", self.broker.bs, "--data",
                        self.work / "data", "--orders-file", self.orders_file], check=True)
        processes = self.start()
        self.wait_until(processes, "ready", self.is_ready)
        # Twice: what one has decided is news to the next.
        for _ in range(2):
            self.wait_until(processes, "caught up", self.is_caught_up)
        self.stop(processes)

    def with_our_loadmeter(self, call):
        before, self.bench.BIN = self.bench.BIN, str(self.loadmeter.parent)
        try:
            return call()
        finally:
            self.bench.BIN = before

    # ---- the figures ----
    def measure(self):
        figures = {}
        if "throughput" in self.args.only:
            for orders in self.args.orders:
                figures.update(self.with_our_loadmeter(lambda: self.throughput(orders)))
        if "latency" in self.args.only:
            self.fresh()
            self.broker.res["runs"] = {}
            self.with_our_loadmeter(lambda: self.broker.latency("matbud", self.args.rates, self.start_ready, COMMANDS,
                                                                TERMINAL))
            for rate in self.args.rates:
                figures[f"latency {rate}"] = self.broker.res["runs"][f"matbud-r{rate}"]
        return figures

    def start_ready(self):
        processes = self.start()
        self.wait_until(processes, "ready", self.is_ready)
        return processes

    def throughput(self, orders):
        self.fresh()
        self.broker.a.n = orders
        self.broker.meter("preload", "--topic", COMMANDS, "--n", orders, "--prefix", "p-", "--lines", 12)
        # A name of its own: a file of that name tells that the run is over.
        figures, processes = self.broker.throughput(f"matbud {orders}", f"matbud-{self.started}", self.start,
                                                    terminal=TERMINAL)
        self.wait_until(processes, "caught up", self.is_caught_up)
        self.stop(processes)
        results = {f"throughput {orders}": figures}
        if "rebuild" in self.args.only and orders == self.args.orders[0]:
            results["rebuild"] = self.rebuild()
        return results

    def rebuild(self):
        figures = {"start_to_ready_s": self.start_to_ready()[0]}
        shutil.rmtree(self.work / "data" / "ordering")
        seconds, records = self.start_to_ready()
        figures.update(start_to_restored_s=seconds, records=records, rec_s=round(records / seconds))
        self.bench.log("rebuild", json.dumps(figures))
        return figures

    def start_to_ready(self):
        self.broker.quiet()
        began = time.time()
        processes = self.start(["ordering"])
        self.wait_until(processes, "ready", self.is_ready)
        seconds = time.time() - began
        records = int(sum(self.numbers("ordering", "matbud_processor_folded_total")))
        self.stop(processes)
        return round(seconds, 3), records
