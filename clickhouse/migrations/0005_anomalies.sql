-- Every revision of every anomaly. Identity: id + revision. `event` is the CloudEvent as it was published; the
-- columns are promoted from it and empty where it does not say. version = log time of the record in ms.
CREATE TABLE IF NOT EXISTS anomalies
(
    id String CODEC(ZSTD(1)),
    revision UInt32,
    version UInt64,
    event_type LowCardinality(String),
    event_time DateTime64(3, 'UTC'),
    state LowCardinality(String),
    detector LowCardinality(String),
    failure LowCardinality(String),
    class LowCardinality(String),
    severity LowCardinality(String),
    signal LowCardinality(String),
    tenant LowCardinality(String),
    env LowCardinality(String),
    service LowCardinality(String),
    agent LowCardinality(String),
    agent_version LowCardinality(String),
    model LowCardinality(String),
    tool LowCardinality(String),
    onset_at Nullable(DateTime64(3, 'UTC')),
    detected_at Nullable(DateTime64(3, 'UTC')),
    resolved_at Nullable(DateTime64(3, 'UTC')),
    observed Nullable(Float64),
    observed_low Nullable(Float64),
    observed_high Nullable(Float64),
    baseline Nullable(Float64),
    effect_size Nullable(Float64),
    e_value Nullable(Float64),
    message String CODEC(ZSTD(1)),
    trace_ids Array(String) CODEC(ZSTD(1)),
    suspected_change String CODEC(ZSTD(1)),
    recommended_action LowCardinality(String),
    event String CODEC(ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (tenant, id, revision)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
