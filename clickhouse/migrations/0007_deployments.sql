-- Deployment markers. Identity: the CloudEvent's source + id; a corrected marker under the same id wins by the
-- log time of its record (version, in ms).
CREATE TABLE IF NOT EXISTS deployments
(
    id String CODEC(ZSTD(1)),
    event_source String CODEC(ZSTD(1)),
    version UInt64,
    event_type LowCardinality(String),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    deployed_version LowCardinality(String),
    deployed_at DateTime64(3, 'UTC'),
    changed_components Array(LowCardinality(String)),
    link String CODEC(ZSTD(1)),
    event String CODEC(ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (event_source, id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
