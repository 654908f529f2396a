-- Operator actions: acknowledge, accept, mute, calendar, budget. Identity: the CloudEvent's source + id. Scope
-- columns are empty where the control means any; starts_at and ends_at are NULL where it has no such bound.
CREATE TABLE IF NOT EXISTS controls
(
    id String CODEC(ZSTD(1)),
    event_source String CODEC(ZSTD(1)),
    version UInt64,
    event_type LowCardinality(String),
    event_time DateTime64(3, 'UTC'),
    action LowCardinality(String),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    tool LowCardinality(String),
    detector LowCardinality(String),
    anomaly_id String CODEC(ZSTD(1)),
    name String CODEC(ZSTD(1)),
    starts_at Nullable(DateTime64(3, 'UTC')),
    ends_at Nullable(DateTime64(3, 'UTC')),
    false_alarms_per_week Nullable(Float64),
    cost_usd_per_month Nullable(Float64),
    given_by String CODEC(ZSTD(1)),
    note String CODEC(ZSTD(1)),
    event String CODEC(ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (event_source, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
