-- Operator actions: acknowledge, accept, mute, calendar, budget. Identity: the CloudEvent's source + id.
CREATE TABLE IF NOT EXISTS controls
(
    id String CODEC(ZSTD(1)),
    event_source String CODEC(ZSTD(1)),
    version UInt64,
    event_type LowCardinality(String),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    action LowCardinality(String),
    anomaly_id String CODEC(ZSTD(1)),
    actor String CODEC(ZSTD(1)),
    at DateTime64(3, 'UTC'),
    expires_at Nullable(DateTime64(3, 'UTC')),
    event String CODEC(ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (event_source, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
