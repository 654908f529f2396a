-- One row per rule hit inside a turn. Identity: id; version = steps folded when the rule fired. The time of the
-- hit moves while a hit grows, so it is neither in the key nor in a partition expression.
CREATE TABLE IF NOT EXISTS findings
(
    id String CODEC(ZSTD(1)),
    version UInt64 CODEC(T64, ZSTD(1)),
    rule LowCardinality(String),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    agent_version LowCardinality(String),
    model LowCardinality(String),
    tool LowCardinality(String),
    session_id String CODEC(ZSTD(1)),
    turn_id String CODEC(ZSTD(1)),
    trace_id String CODEC(ZSTD(1)),
    span_ids Array(String) CODEC(ZSTD(1)),
    at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    opens_anomaly Bool,
    evidence Map(LowCardinality(String), Float64),
    message String CODEC(ZSTD(1)),
    origin LowCardinality(String),
    position UInt64 CODEC(Delta(8), ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1)),
    INDEX by_time at TYPE minmax GRANULARITY 1,
    INDEX by_trace trace_id TYPE bloom_filter(0.01) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (tenant, agent, rule, id)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 0, fsync_after_insert = 1, fsync_part_directory = 1;
