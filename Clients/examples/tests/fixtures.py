"""The files that the README's commands name, small and of the days just past."""

import datetime
import json

TODAY = datetime.datetime.now(datetime.timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0)


def day(back):
    return (TODAY - datetime.timedelta(days=back)).strftime("%Y-%m-%d")


def lines(*rows):
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


USAGE = lines(*(
    {"id": f"u-{back}-{person}", "timestamp": f"{day(back)}T10:00:00Z", "provider": "openai", "model": "gpt-4o",
     "user_email": f"{person}@example.com", "prompt_tokens": 1000 + 10 * back, "completion_tokens": 200}
    for back in range(40) for person in ("ada", "bo")
))  # fmt: skip

JOBS = lines(
    "creation_time,start_time,end_time,project_id,user_email,job_id,job_type,statement_type,state,query,cache_hit,total_bytes_processed,"
    "total_bytes_billed,total_slot_ms,reservation_id,referenced_tables,error_result",
    f"{day(3)} 00:07:55.210 UTC,{day(3)} 00:07:55.461 UTC,{day(3)} 00:07:56.961 UTC,p,a@example.com,job_1,QUERY,SELECT,DONE,"
    "SELECT a FROM d.t,false,5,1099511627776,7,,,",
)

SESSION = lines({
    "parentUuid": "p", "isSidechain": False, "cwd": "/home/ada/work/shop", "sessionId": "s1", "version": "2.0.1", "type": "assistant",
    "message": {"id": "m1", "type": "message", "role": "assistant", "model": "claude-opus-4-5", "content": [],
                "usage": {"input_tokens": 4, "cache_creation_input_tokens": 1000, "cache_read_input_tokens": 20000, "output_tokens": 50}},
    "requestId": "req_1", "uuid": "u1", "timestamp": f"{day(2)}T10:00:00.123Z",
})  # fmt: skip

REPORT = json.dumps({
    "data": [{"starting_at": f"{day(9)}T00:00:00Z", "ending_at": f"{day(8)}T00:00:00Z", "results": [{
        "api_key_id": "apikey_1", "workspace_id": "wrkspc_1", "model": "claude-sonnet-4-5-20250929", "service_tier": "standard",
        "context_window": "0-200k", "uncached_input_tokens": 1840233, "cache_read_input_tokens": 0, "output_tokens": 265410,
        "cache_creation": {"ephemeral_1h_input_tokens": 0, "ephemeral_5m_input_tokens": 0}, "server_tool_use": {"web_search_requests": 0},
    }]}], "has_more": False, "next_page": None,
})  # fmt: skip

# By the name that the README has for them.
FILES = {
    "usage.ndjson": USAGE,
    "trace.csv": lines("TIMESTAMP,ContextTokens,GeneratedTokens", "2023-11-16 18:15:46.6805900,374,44", "2023-11-16 18:15:50.9951690,396,109"),
    "burst.csv": lines("Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type", "5,ChatGPT,472,18,490,Conversation log"),
    "jobs.csv": JOBS,
    ".claude/projects/shop/s1.jsonl": SESSION,
    "spend_logs.csv": lines(
        "request_id,call_type,api_key,spend,total_tokens,prompt_tokens,completion_tokens,startTime,endTime,model,custom_llm_provider,user,"
        "team_id,end_user,request_tags,metadata,cache_hit",
        f"chatcmpl-1,acompletion,88dc28,0.00123,120,100,20,{day(4)} 10:00:00.250,{day(4)} 10:00:01.750,gpt-4o,openai,ada@example.com,"
        "t-1,acme,,,False"),
    "usage_report.json": REPORT,
    "recordings/costwire-4711.in": lines('{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}'),
    "bill.csv": lines(
        "BilledCost,BillingCurrency,ChargePeriodStart,ChargePeriodEnd,ProviderName,ServiceName,ServiceCategory,SubAccountId,RegionId,Tags,EffectiveCost",
        f"0.25,USD,{day(5)} 22:00:00,{day(5)} 23:00:00,AWS,Amazon Bedrock,AI and Machine Learning,517,NULL,NULL,0"),
}  # fmt: skip
