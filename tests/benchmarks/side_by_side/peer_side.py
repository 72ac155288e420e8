"""The peer's side: its own orchestrator (bench.py) does the measuring, built in a copy so that nothing there changes."""
import argparse
import shutil
import subprocess
import types

_bench = None


def load(peer, work):
    """Copies and builds the peer, and returns its bench.py as a module."""
    global _bench
    copy = work / "peer"
    shutil.copytree(peer, copy)
    subprocess.run(["mvn", "-q", "-B", "process-classes"], cwd=copy, check=True)
    subprocess.run(["make", "-s", "-C", str(copy / "native")], check=True)
    source = copy / "bench.py"
    _bench = types.ModuleType("bench")
    _bench.__file__ = str(source)
    # Its meter gives up after 200 s, which a million orders on a slow machine may take.
    patience = '"--timeout", "200"'
    text = source.read_text().rstrip()
    if text.count(patience) != 1:
        raise RuntimeError(f"{source} no longer gives its meter {patience}")
    text = text.replace(patience, '"--timeout", str(200 + a.n // 2_000)')
    if not text.endswith("\nmain()"):
        raise RuntimeError(f"{source} no longer ends with its main()")
    exec(compile(text.removesuffix("main()"), source, "exec"), _bench.__dict__)  # all of it but the run itself
    return _bench


def cut_to(bench, args):
    """Nothing of ours asks bench.py for its deadline."""
    bench.T0 = bench.time.time()


def broker(bench, args, work):
    """A running broker, with the settings of the peer's own comparison, and what measures on it."""
    settings = argparse.Namespace(
        n=args.orders[0], port=args.port, partitions=4, lines=12, rates=args.rates, secs=args.seconds, warm=args.warm,
        quiet=args.quiet, quiet_cores=0.15, deadline=float("inf"), only=set(), broker_set=[], work=str(work / "run"),
        json="", jvm="-Xmx512m", jvm_tuned="-Xmx512m -XX:+UseSerialGC")
    measuring = bench.Bench(settings)
    measuring.broker_up()
    return measuring


def end_all():
    if _bench is not None:
        _bench.cleanup()


# As the peer's README has found best: one set for throughput, another for latency.
TUNED = {"commit.interval.ms": 1000, "producer.batch.size": 262144, "consumer.max.poll.records": 5000,
         "buffered.records.per.partition": 10000}


class Peer:
    def __init__(self, bench, broker, args):
        self.bench, self.broker, self.args = bench, broker, args

    def measure(self):
        figures = {}
        if "throughput" in self.args.only:
            for orders in self.args.orders:
                figures.update(self.throughput(orders, orders == self.args.orders[0] and "rebuild" in self.args.only))
        if "latency" in self.args.only:
            self.broker.ks_latency(self.args.commit_ms)
            for rate in self.args.rates:
                figures[f"latency {rate}"] = self.broker.res["runs"][f"lat-c{self.args.commit_ms}-r{rate}"]
        return figures

    def throughput(self, orders, then_rebuild):
        broker, jvm = self.broker, self.broker.a.jvm_tuned.split()
        broker.a.n = orders
        broker.uniq = f"{self.bench.time.time_ns() // 1000000 % 100000000}"
        broker.topics(create=["peer.commands"])
        broker.meter("preload", "--topic", "peer.commands", "--n", orders, "--prefix", "p-", "--lines", 12)
        run = broker.ks_throughput("tuned", 4, TUNED, jvm, keep=True)
        figures = {f"throughput {orders}": broker.res["runs"]["tuned"]}
        if then_rebuild:
            broker.restore("restore", run, TUNED, jvm)
            figures["rebuild"] = broker.res["runs"]["restore"]
            figures["rebuild"]["start_to_ready_s"] = self.restart(run, jvm)
        broker.drop(run)
        broker.topics(delete=["peer.commands"])
        return figures

    def restart(self, run, jvm):
        """Seconds until the ordering application runs on the state that lies on disk."""
        self.broker.quiet()
        began = self.bench.time.time()
        processes = self.broker.apps(run, 4, TUNED, jvm, services=("ordering",), tag="-restart")
        self.broker.wait_running(processes)
        seconds = self.bench.time.time() - began
        for process in processes:
            self.bench.stop(process)
        return round(seconds, 3)
