"""Anthropic's, OpenAI's and BigQuery's reporting APIs on loopback, as their references describe them; it ends with its standard input.

The argument is the key that is accepted. Standard output has the port, then an answer for each line of standard input, which is
a JSON object with "do":
  report                     {"wrong": [...], "requests": {provider: n}, "gap_ms": the shortest between two requests to Anthropic}
  sum {provider, from, until}  what the usage of a stretch of seconds costs, in nano-dollars, as text
  faults {provider, list}    the next requests fail so, one after the other: 500, 429, cut, slow, none, 401, 529
  always {provider, status}  all requests are answered so; null ends it
  hold {provider}            the next request waits; answers when it has come
  release                    lets it go
  add|change|drop {provider, at}  late data: a group more, other figures, or one group less in the bucket that begins at a second
"""

import calendar
import http.server
import json
import os
import re
import sys
import threading
import time
import urllib.parse

KEY = sys.argv[1]
HOUR, DAY = 3600, 86400
lock = threading.Lock()
wrong, requests, faults, always = [], {}, {}, {}
added, changed, dropped = set(), set(), set()
gaps, last = [], [0.0]
not_before = [0.0]
holding, held, released = [None], threading.Event(), threading.Event()
queries = {}


def mix(number):
    return (number * 2654435761 + 12345) % 4294967296


# What was used. Each group has its cost in nano-dollars beside it.

def anthropic(hour):
    """Groups of the hour that begins at a second."""
    index = hour // HOUR
    groups = []
    for group in range(index % 3):
        tokens, output = mix(index * 7 + group) % 100000 + 1, mix(index * 11 + group) % 20000
        if ("anthropic", hour) in changed and group == 0:
            tokens += 1000
        if ("anthropic", hour) in dropped and group == 0:
            continue
        groups.append((group, tokens, output))
    if ("anthropic", hour) in added:
        groups.append((7, 555555, 5555))
    result = []
    for group, tokens, output in groups:
        haiku = group % 2
        result.append(({
            "api_key_id": "apikey_%d" % group, "workspace_id": None if haiku else "wrkspc_1", "service_tier": "standard",
            "model": "claude-haiku-4-5-20251001" if haiku else "claude-sonnet-4-5-20250929", "context_window": "0-200k",
            "inference_geo": "not_available", "uncached_input_tokens": tokens, "cache_read_input_tokens": 0,
            "cache_creation": {"ephemeral_1h_input_tokens": 0, "ephemeral_5m_input_tokens": 0}, "output_tokens": output,
            "server_tool_use": {"web_search_requests": 0}},
            tokens * (1000 if haiku else 3000) + output * (5000 if haiku else 15000)))
    return result


def openai(kind, day):
    index = day // DAY
    result = []
    if kind == "completions":
        for group in range(index % 4):
            tokens, output = mix(index * 5 + group) % 1000000 + 1, mix(index * 3 + group) % 50000
            if ("openai", day) in changed and group == 0:
                tokens += 1000
            if ("openai", day) in dropped and group == 0:
                continue
            result.append(({
                "input_tokens": tokens, "input_cached_tokens": 0, "output_tokens": output, "num_model_requests": 3 + group,
                "project_id": "proj_1", "user_id": None, "api_key_id": "key_%d" % group, "model": "gpt-4o-2024-08-06", "batch": False,
                "service_tier": "default"}, tokens * 2500 + output * 10000))
        if ("openai", day) in added:
            result.append(({
                "input_tokens": 777, "input_cached_tokens": 0, "output_tokens": 0, "num_model_requests": 1, "project_id": "proj_9",
                "user_id": None, "api_key_id": "key_9", "model": "gpt-4o-2024-08-06", "batch": False, "service_tier": "default"}, 777 * 2500))
    elif kind == "embeddings" and index % 2:
        tokens = mix(index) % 1000000 + 1
        result.append(({"input_tokens": tokens, "num_model_requests": 9, "project_id": "proj_1", "user_id": None, "api_key_id": "key_0",
                        "model": "text-embedding-3-small"}, tokens * 20))
    names = {"file_search_calls": "file_searches", "web_search_calls": "web_searches"}
    for row, _ in result:
        row["object"] = "organization.usage.%s.result" % names.get(kind, kind)
    return result


def bigquery(start, end):
    """Jobs made from a microsecond to another."""
    step = 3 * HOUR
    first = -(-start // (step * 1000000)) * step
    for at in range(first, -(-end // 1000000), step):
        if at * 1000000 >= end:
            break
        index = at // step
        if ("bigquery", at) in dropped:
            continue
        units = mix(index) % 64
        if ("bigquery", at) in changed:
            units += 1
        yield row(at, "job_%d" % index, units)
        if ("bigquery", at) in added:
            yield row(at, "job_late_%d" % index, 3)


def row(at, name, units):
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)) + ".250000Z"
    return ({
        "job_id": name, "project_id": "my-project", "user_email": "ada@example.com", "job_type": "QUERY", "statement_type": "SELECT",
        "state": "DONE", "creation_time": stamp, "start_time": stamp, "end_time": stamp, "total_bytes_processed": str(units << 34),
        "total_bytes_billed": str(units << 34), "total_slot_ms": "1234", "cache_hit": "false", "reservation_id": None, "edition": None,
        "parent_job_id": None, "error_result": "null", "location": "US",
        "referenced_tables": json.dumps([{"project_id": "my-project", "dataset_id": "d", "table_id": "t"}]),
        "query": "SELECT a FROM d.t WHERE b = %d" % at}, units * 97656250)


def total(provider, start, until):
    if provider == "anthropic":
        return sum(cost for hour in range(start - start % HOUR, until, HOUR) for _, cost in anthropic(hour))
    if provider == "openai":
        return sum(cost for kind in ("completions", "embeddings") for day in range(start - start % DAY, until, DAY) for _, cost in openai(kind, day))
    return sum(cost for _, cost in bigquery(start * 1000000, until * 1000000))


# How it is asked.

CAPABILITIES = {
    "completions": "project_id user_id api_key_id model batch service_tier", "embeddings": "project_id user_id api_key_id model",
    "moderations": "project_id user_id api_key_id model", "audio_speeches": "project_id user_id api_key_id model",
    "audio_transcriptions": "project_id user_id api_key_id model", "images": "project_id user_id api_key_id model size source",
    "vector_stores": "project_id", "code_interpreter_sessions": "project_id", "file_search_calls": "project_id user_id api_key_id vector_store_id",
    "web_search_calls": "project_id user_id api_key_id model context_level"}
ANTHROPIC_GROUPS = "api_key_id workspace_id model service_tier context_window inference_geo speed account_id service_account_id".split()


class Refused(Exception):
    def __init__(self, status, reason):
        self.status, self.reason = status, reason


def seconds(text):
    return calendar.timegm(time.strptime(text, "%Y-%m-%dT%H:%M:%SZ"))


def one(query, name, needed=True):
    values = query.get(name, [])
    if len(values) > 1 or (needed and not values):
        raise Refused(400, "%s: %s" % (name, values))
    return values[0] if values else None


def buckets(query, start, end, width, limit, page, make, is_anthropic):
    """A page of buckets: a token names where it begins, and holds for the same question only."""
    place = start - start % width
    same = "%d.%d.%d" % (start, end, limit)
    if page:
        match = re.fullmatch(r"page_(\d+)_([\d.]+)", page)
        if not match or match.group(2) != same:
            raise Refused(400, "page: " + page)
        place = int(match.group(1))
    data = []
    # Providers may give less than they are asked for.
    while place < end and len(data) < min(limit, 60 if is_anthropic else 20):
        results = [dict(row) for row, _ in make(place)]
        if is_anthropic:
            shown = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at)) for at in (place, place + width)]
            data.append({"starting_at": shown[0], "ending_at": shown[1], "results": results})
        else:
            data.append({"object": "bucket", "start_time": place, "end_time": place + width, "results": results})
        place += width
    more = place < end
    return {"object": "page", "data": data, "has_more": more, "next_page": "page_%d_%s" % (place, same) if more else None}


def anthropic_usage(query):
    for name in query:
        if name not in ("starting_at", "ending_at", "bucket_width", "limit", "page", "group_by[]"):
            raise Refused(400, "unknown " + name)
    if one(query, "bucket_width") != "1h" or not 1 <= int(one(query, "limit")) <= 168:
        raise Refused(400, "width or limit")
    if not set(query["group_by[]"]) <= set(ANTHROPIC_GROUPS):
        raise Refused(400, "group_by")
    start, end = seconds(one(query, "starting_at")), seconds(one(query, "ending_at"))
    return buckets(query, start, end, HOUR, int(one(query, "limit")), one(query, "page", False), anthropic, True)


def anthropic_costs(query):
    for name in query:
        if name not in ("starting_at", "ending_at", "bucket_width", "limit", "page", "group_by[]"):
            raise Refused(400, "unknown " + name)
    if one(query, "bucket_width") != "1d" or not 1 <= int(one(query, "limit")) <= 31 or not set(query["group_by[]"]) <= {"workspace_id", "description"}:
        raise Refused(400, "width, limit or groups")

    def costs(day):
        sums = {}
        for hour in range(day, day + DAY, HOUR):
            for row, cost in anthropic(hour):
                key = (row["model"], row["workspace_id"])
                sums[key] = sums.get(key, 0) + cost
        return [({
            "amount": "%d.%07d" % divmod(cost, 10000000), "currency": "USD", "cost_type": "tokens", "description": model + " Usage", "model": model,
            "service_tier": "standard", "context_window": "0-200k", "token_type": None, "workspace_id": workspace, "inference_geo": None}, cost)
            for (model, workspace), cost in sums.items()]

    start, end = seconds(one(query, "starting_at")), seconds(one(query, "ending_at"))
    return buckets(query, start, end, DAY, int(one(query, "limit")), one(query, "page", False), costs, True)


def openai_usage(kind, query):
    if kind not in CAPABILITIES:
        raise Refused(404, "capability " + kind)
    for name in query:
        if name not in ("start_time", "end_time", "bucket_width", "limit", "page", "group_by"):
            raise Refused(400, "unknown " + name)
    if one(query, "bucket_width") != "1d" or not 1 <= int(one(query, "limit")) <= 31:
        raise Refused(400, "width or limit")
    if not set(query["group_by"]) <= set(CAPABILITIES[kind].split()):
        raise Refused(400, "group_by of " + kind)
    start, end = int(one(query, "start_time")), int(one(query, "end_time"))
    return buckets(query, start, end, DAY, int(one(query, "limit")), one(query, "page", False), lambda day: openai(kind, day), False)


def openai_costs(query):
    if one(query, "bucket_width") != "1d" or not 1 <= int(one(query, "limit")) <= 180 or not set(query["group_by"]) <= {"project_id", "line_item", "api_key_id"}:
        raise Refused(400, "width, limit or groups")

    def costs(day):
        return [({
            "object": "organization.costs.result", "amount": {"value": cost / 1e9, "currency": "usd"}, "line_item": row["model"] + ", input",
            "project_id": row["project_id"], "api_key_id": row["api_key_id"]}, cost)
            for kind in ("completions", "embeddings") for row, cost in openai(kind, day)]

    start, end = int(one(query, "start_time")), int(one(query, "end_time"))
    return buckets(query, start, end, DAY, int(one(query, "limit")), one(query, "page", False), costs, False)


def older_usage(query):
    day = seconds(one(query, "date") + "T00:00:00Z")
    return {"object": "list", "data": [{
        "aggregation_timestamp": day + 300 * n, "n_requests": row["num_model_requests"], "operation": "completion", "snapshot_id": row["model"],
        "n_context_tokens_total": row["input_tokens"], "n_cached_context_tokens_total": 0, "n_generated_tokens_total": row["output_tokens"],
        "project_id": row["project_id"], "api_key_id": row["api_key_id"]} for n, (row, _) in enumerate(openai("completions", day))],
        "dalle_api_data": [], "whisper_api_data": [], "tts_api_data": []}


def rows_page(name, offset):
    rows, columns = queries[name]
    page = rows[offset:offset + 100]
    answer = {
        "kind": "bigquery#queryResponse", "jobComplete": True, "totalRows": str(len(rows)),
        "jobReference": {"projectId": "my-project", "jobId": name, "location": "US"},
        "schema": {"fields": [{"name": column, "type": "STRING", "mode": "NULLABLE"} for column in columns]}}
    if page:
        answer["rows"] = [{"f": [{"v": row[column]} for column in columns]} for row in page]
    if offset + 100 < len(rows):
        answer["pageToken"] = "token-%d" % (offset + 100)
    return answer


def bigquery_query(body):
    question = json.loads(body)
    sql = question["query"]
    match = re.search(r"FROM `my-project`\.`region-us`\.INFORMATION_SCHEMA\.JOBS WHERE creation_time >= TIMESTAMP_MICROS\((\d+)\) AND creation_time < TIMESTAMP_MICROS\((\d+)\) AND state = 'DONE' ORDER BY", sql)
    if question.get("useLegacySql") is not False or question.get("location") != "US" or not match:
        raise Refused(400, "query: " + sql)
    depth, column, columns = 0, "", []
    for character in sql[len("SELECT "):sql.index(" FROM `")] + ",":
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "," and depth == 0:
            columns.append(column.split(" AS ")[-1].strip())
            column = ""
        else:
            column += character
    name = "query_%d" % len(queries)
    queries[name] = ([row for row, _ in bigquery(int(match.group(1)), int(match.group(2)))], columns)
    if len(queries) % 3 == 0:
        return {"kind": "bigquery#queryResponse", "jobComplete": False, "jobReference": {"projectId": "my-project", "jobId": name, "location": "US"}}
    return rows_page(name, 0)


def bigquery_rows(path, query):
    name = path.rsplit("/", 1)[1]
    if name not in queries or one(query, "location") != "US":
        raise Refused(404, "query " + name)
    token = one(query, "pageToken", False)
    return rows_page(name, int(token[len("token-"):]) if token else 0)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, value, headers=()):
        body = json.dumps(value).encode()
        self.send_response(status)
        for name, text in headers:
            self.send_header(name, text)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.serve("GET", b"")

    def do_POST(self):
        self.serve("POST", self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def serve(self, method, body):
        address = urllib.parse.urlsplit(self.path)
        path, query = address.path, urllib.parse.parse_qs(address.query, keep_blank_values=True)
        provider = "bigquery" if path.startswith("/bigquery") else "anthropic" if path.startswith("/v1/organizations/") else "openai"
        now = time.monotonic()
        with lock:
            requests[provider] = requests.get(provider, 0) + 1
            if provider == "anthropic":
                if last[0]:
                    gaps.append((now - last[0]) * 1000)
                last[0] = now
            if now < not_before[0]:
                wrong.append("%s asked before Retry-After was over" % provider)
            is_held = holding[0] == provider
            if is_held:
                holding[0] = None
        if is_held:
            held.set()
            released.wait()
        try:
            self.check(provider, method)
            with lock:
                fault = always.get(provider) or (faults[provider].pop(0) if faults.get(provider) else "none")
            if self.fail(provider, fault):
                return
            self.answer(200, self.result(provider, method, path, query, body), [("request-id", "req_1")])
        except Refused as refusal:
            with lock:
                wrong.append("%s %s: %s" % (method, self.path, refusal.reason))
            self.answer(refusal.status, {"error": {"type": "invalid_request_error", "message": refusal.reason}})
        except Exception as error:
            with lock:
                wrong.append("%s %s: %r" % (method, self.path, error))
            self.answer(400, {"error": {"type": "invalid_request_error", "message": "?"}})

    def check(self, provider, method):
        names = [name.lower() for name in self.headers.keys()]
        if "costwire/" not in self.headers.get("User-Agent", ""):
            raise Refused(400, "user agent")
        if provider == "anthropic":
            if self.headers.get("x-api-key") != KEY or "authorization" in names:
                raise Refused(401, "key")
            if self.headers.get("anthropic-version") != "2023-06-01":
                raise Refused(400, "anthropic-version")
        elif self.headers.get("Authorization") != "Bearer " + KEY or "x-api-key" in names:
            raise Refused(401, "key")
        if method == "POST" and self.headers.get("Content-Type") != "application/json":
            raise Refused(400, "content type")

    def fail(self, provider, fault):
        if fault == "none":
            return False
        if fault == "cut":
            self.close_connection = True
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"data\": [")
        elif fault == "slow":
            self.close_connection = True
            time.sleep(1.5)
        elif fault == "429":
            with lock:
                not_before[0] = time.monotonic() + 0.95
            self.answer(429, {"error": {"type": "rate_limit_error", "message": KEY}}, [("Retry-After", "1")])
        else:
            self.answer(int(fault), {"error": {"type": "api_error", "message": KEY}})
        return True

    def result(self, provider, method, path, query, body):
        if (method == "POST") != (path == "/bigquery/v2/projects/my-project/queries"):
            raise Refused(405, "method")
        if path == "/v1/organizations/usage_report/messages":
            return anthropic_usage(query)
        if path == "/v1/organizations/cost_report":
            return anthropic_costs(query)
        if path.startswith("/v1/organization/usage/"):
            return openai_usage(path.rsplit("/", 1)[1], query)
        if path == "/v1/organization/costs":
            return openai_costs(query)
        if path == "/v1/usage":
            return older_usage(query)
        if path == "/v1/dashboard/billing/subscription":
            return {"object": "billing_subscription", "has_payment_method": True, "soft_limit_usd": 80.0, "hard_limit_usd": 120.0,
                    "system_hard_limit_usd": 120.0, "access_until": 1830000000, "plan": {"title": "Pay-as-you-go", "id": "payg"}}
        if path == "/v1/dashboard/billing/usage":
            one(query, "start_date"), one(query, "end_date")
            return {"object": "list", "daily_costs": [], "total_usage": 3000.5}
        if path == "/bigquery/v2/projects/my-project/jobs":
            return {"jobs": []}
        if path == "/bigquery/v2/projects/my-project/queries":
            return bigquery_query(body)
        if path.startswith("/bigquery/v2/projects/my-project/queries/"):
            return bigquery_rows(path, query)
        raise Refused(404, "path")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *arguments):
        pass


def say(value):
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
say(server.server_address[1])
for line in sys.stdin:
    order = json.loads(line)
    do, provider = order["do"], order.get("provider")
    if do == "hold":
        held.clear(), released.clear()
        with lock:
            holding[0] = provider
        say("ready")
        continue
    if do == "wait":
        say(held.wait(60))
        continue
    with lock:
        answer = "done"
        if do == "report":
            answer = {"wrong": wrong, "requests": requests, "gap_ms": min(gaps) if gaps else None}
        elif do == "sum":
            answer = str(total(provider, order["from"], order["until"]))
        elif do == "faults":
            faults[provider] = order["list"]
        elif do == "always":
            always[provider] = order["status"]
        elif do == "release":
            released.set()
        else:
            {"add": added, "change": changed, "drop": dropped}[do].add((provider, order["at"]))
    say(answer)
os._exit(0)
