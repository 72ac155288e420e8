"""The table: each measure of both sides with its spread, and the ratio of the medians."""
import statistics


def machine():
    names = {}
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            key, _, value = line.partition(":")
            names.setdefault(key.strip(), []).append(value.strip())
    with open("/proc/meminfo") as lines:
        memory = lines.readline().split()[1]
    return f"machine: {names['model name'][0]}, {len(names['model name'])} hardware threads, {int(memory) // 1024} MB"


def cpu_us_an_order(run):
    return run["services_cpu_us_order"] + run["broker_cpu_us_order"]


def rows(figures):
    """(what, unit, value of a run, whether more is better), for each measure that anybody has."""
    keys = {key for side in figures.values() for key in side}
    for key in sorted(keys, key=lambda name: (name.split()[0] != "throughput", name.split()[0], -len(name), name)):
        kind, _, size = key.partition(" ")
        if kind == "throughput":
            yield key, f"{int(size):,} orders, from process start", "orders/s", lambda run: run["orders_s"], True
            yield key, f"{int(size):,} orders, steady", "orders/s", lambda run: run["steady_orders_s"], True
            yield key, f"{int(size):,} orders, first notified", "s", lambda run: run["first_s"], False
            yield key, f"{int(size):,} orders, CPU of services and broker", "us/order", cpu_us_an_order, False
            yield key, f"{int(size):,} orders, CPU of services", "us/order", lambda run: run["services_cpu_us_order"], False
            yield (key, f"{int(size):,} orders, peak resident of the services", "MB",
                   lambda run: run["services_peak_rss_mb"], False)
            yield key, f"{int(size):,} orders, others' load", "cores", lambda run: run["others_cores"], None
        elif kind == "latency":
            for name in ("p50", "p99"):
                yield (key, f"placed to notified at {size}/s, {name}", "ms",
                       lambda run, name=name: run[f"{name}_ms"], False)
        elif kind == "rebuild":
            yield key, "rebuild of ordering", "records/s", lambda run: run["rec_s"], True
            yield key, "start to ready, no state on disk", "s", lambda run: run["start_to_restored_s"], False
            yield key, "start to ready, state on disk", "s", lambda run: run.get("start_to_ready_s"), False


def spread(values):
    if not values:
        return "-"
    text = f"{statistics.median(values):,.6g}"
    return text if len(values) == 1 else f"{text} ({min(values):,.6g} to {max(values):,.6g})"


def table(figures):
    lines = ["", "| measure | | Kafka Streams | Matbud | Matbud is |", "|---|---|---|---|---|"]
    for key, what, unit, value_of, more_is_better in rows(figures):
        found = {}
        for side in ("peer", "matbud"):
            values = [value_of(run) for run in figures.get(side, {}).get(key, [])]
            found[side] = [value for value in values if value is not None]
        ratio = ""
        if found["peer"] and found["matbud"] and more_is_better is not None:
            ratio = f"x {statistics.median(found['matbud']) / statistics.median(found['peer']):.2f}"
        lines.append(f"| {what} | {unit} | {spread(found['peer'])} | {spread(found['matbud'])} | {ratio} |")
    for side, runs in figures.items():
        wrong = [f"{key}: {run['missing']} missing, {run['duplicates']} doubled" for key, all_runs in runs.items()
                 for run in all_runs if run.get("missing") or run.get("duplicates")]
        lines.append(f"{side}: " + ("; ".join(wrong) or "every order notified exactly once"))
    return "\n".join(lines)
