-- One-minute rows per series and origin partition, [window_start, window_start + 1 min). Rows add up: over origins,
-- and over kinds, because rows of kind late and future are additive to the on-time row of their window. Read
-- FINAL and sum, or windows_total. Identity: series + window_start + kind + bucket_start + origin; version =
-- number of contributing records. Dimensions that a series does not have are empty.
-- bins and bin_counts are parallel: a log-linear histogram whose unit the signal defines.
CREATE TABLE IF NOT EXISTS windows
(
    signal LowCardinality(String),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    agent_version LowCardinality(String),
    model LowCardinality(String),
    tool LowCardinality(String),
    step_kind LowCardinality(String),
    window_start DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    kind LowCardinality(String),
    bucket_start DateTime('UTC') CODEC(Delta(4), ZSTD(1)),
    version UInt64 CODEC(T64, ZSTD(1)),
    n Int64 CODEC(T64, ZSTD(1)),
    sum Int64 CODEC(T64, ZSTD(1)),
    measures Map(LowCardinality(String), Int64),
    bins Array(UInt32) CODEC(ZSTD(1)),
    bin_counts Array(UInt32) CODEC(ZSTD(1)),
    origin LowCardinality(String),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(window_start)
ORDER BY (signal, tenant, agent, window_start, env, service, agent_version, model, tool, step_kind, kind, bucket_start, origin)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1;
