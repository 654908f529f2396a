-- What agents did with recovery commands. Identity: the CloudEvent's source + id. version = log time in ms.
CREATE TABLE IF NOT EXISTS outcomes
(
    id String CODEC(ZSTD(1)),
    event_source String CODEC(ZSTD(1)),
    version UInt64,
    event_type LowCardinality(String),
    command_id String CODEC(ZSTD(1)),
    incident_id String CODEC(ZSTD(1)),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    status LowCardinality(String),
    note String CODEC(ZSTD(1)),
    at DateTime64(3, 'UTC'),
    event String CODEC(ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (event_source, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
