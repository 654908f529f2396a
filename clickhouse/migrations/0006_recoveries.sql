-- The life of every recovery command: revision 1 when it is commanded, revision 2 when its symptom went away
-- (verified) or did not (unresolved). Identity: id (incident, action, attempt) + revision. version = log time in ms.
CREATE TABLE IF NOT EXISTS recoveries
(
    id String CODEC(ZSTD(1)),
    revision UInt32,
    version UInt64,
    event_type LowCardinality(String),
    event_time DateTime64(3, 'UTC'),
    status LowCardinality(String),
    incident_id String CODEC(ZSTD(1)),
    anomaly_id String CODEC(ZSTD(1)),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    failure LowCardinality(String),
    class LowCardinality(String),
    severity LowCardinality(String),
    action LowCardinality(String),
    target LowCardinality(String),
    attempt UInt32,
    attempts_max UInt32,
    escalation Bool,
    dry_run Bool,
    onset_at Nullable(DateTime64(3, 'UTC')),
    opened_at Nullable(DateTime64(3, 'UTC')),
    issued_at Nullable(DateTime64(3, 'UTC')),
    expires_at Nullable(DateTime64(3, 'UTC')),
    ended_at Nullable(DateTime64(3, 'UTC')),
    reason String CODEC(ZSTD(1)),
    event String CODEC(ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (tenant, id, revision)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
