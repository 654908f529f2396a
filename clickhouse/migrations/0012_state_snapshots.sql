-- State that outlives a short replay: one row per key, the highest guard wins whoever writes. `state` is JSON.
CREATE TABLE IF NOT EXISTS state_snapshots
(
    fold LowCardinality(String),
    partition UInt32,
    key String CODEC(ZSTD(1)),
    guard UInt64 CODEC(T64, ZSTD(1)),
    state String CODEC(ZSTD(3)),
    inserted_at DateTime('UTC') DEFAULT now()
)
ENGINE = ReplacingMergeTree(guard)
ORDER BY (fold, partition, key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
