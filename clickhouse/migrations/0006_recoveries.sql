-- The life of every recovery command: one row when it is commanded and one when its symptom went away (verified)
-- or did not (unresolved). Identity: id (incident, action, attempt) + status. version = log time in ms.
CREATE TABLE IF NOT EXISTS recoveries
(
    id String CODEC(ZSTD(1)),
    status LowCardinality(String),
    version UInt64,
    event_type LowCardinality(String),
    event_time DateTime64(3, 'UTC'),
    incident_id String CODEC(ZSTD(1)),
    anomaly_id String CODEC(ZSTD(1)),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    action LowCardinality(String),
    target LowCardinality(String),
    class LowCardinality(String),
    attempt UInt32,
    attempts_max UInt32,
    dry_run Bool,
    issued_at Nullable(DateTime64(3, 'UTC')),
    expires_at Nullable(DateTime64(3, 'UTC')),
    reason String CODEC(ZSTD(1)),
    event String CODEC(ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (tenant, id, status)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
