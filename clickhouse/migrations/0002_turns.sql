-- One row per turn. Identity: id and start; version = number of steps folded. A replay closes a turn with the same
-- start, so repeats meet. A trace that goes on after a gap that closed its turn is a second turn under the same id:
-- its start keeps it apart from the first.
-- cost_nano_usd is NULL when any leaf model call of the turn had tokens without a price.
CREATE TABLE IF NOT EXISTS turns
(
    id String CODEC(ZSTD(1)),
    version UInt64 CODEC(T64, ZSTD(1)),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    agent_version LowCardinality(String),
    prompt_version LowCardinality(String),
    session_id String CODEC(ZSTD(1)),
    trace_id String CODEC(ZSTD(1)),
    started_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
    ended_at DateTime64(6, 'UTC') CODEC(Delta(8), ZSTD(1)),
    closed_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    duration_ms UInt64 MATERIALIZED toUInt64(greatest(0, dateDiff('millisecond', started_at, ended_at))),
    outcome LowCardinality(String),
    outcome_evidence LowCardinality(String),
    steps UInt32 CODEC(T64, ZSTD(1)),
    llm_steps UInt32 CODEC(T64, ZSTD(1)),
    tool_steps UInt32 CODEC(T64, ZSTD(1)),
    failed_steps UInt32 CODEC(T64, ZSTD(1)),
    input_tokens UInt64 CODEC(T64, ZSTD(1)),
    output_tokens UInt64 CODEC(T64, ZSTD(1)),
    cache_read_tokens UInt64 CODEC(T64, ZSTD(1)),
    cost_nano_usd Nullable(Int64),
    model LowCardinality(String),
    tools Array(LowCardinality(String)),
    dialect LowCardinality(String),
    findings Array(LowCardinality(String)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1)),
    INDEX by_id id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_trace trace_id TYPE bloom_filter(0.01) GRANULARITY 1,
    INDEX by_session session_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(started_at)
ORDER BY (tenant, agent, toStartOfHour(started_at), id, started_at)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1;
