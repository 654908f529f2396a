-- Tiles of the input log, for audit: one row per origin partition and minute of its watermark. Identity: origin +
-- bucket_start; version = messages in the tile, so that the fullest tile wins. The tile before the first
-- watermark starts at 1969-12-31 23:59:00.
CREATE TABLE IF NOT EXISTS ledger
(
    origin LowCardinality(String),
    bucket_start DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    version UInt64 CODEC(T64, ZSTD(1)),
    first_offset UInt64 CODEC(Delta(8), ZSTD(1)),
    last_offset UInt64 CODEC(Delta(8), ZSTD(1)),
    messages UInt64 CODEC(T64, ZSTD(1)),
    bytes UInt64 CODEC(T64, ZSTD(1)),
    on_time UInt64 CODEC(T64, ZSTD(1)),
    late UInt64 CODEC(T64, ZSTD(1)),
    future UInt64 CODEC(T64, ZSTD(1)),
    overflow UInt64 CODEC(T64, ZSTD(1)),
    poison UInt64 CODEC(T64, ZSTD(1)),
    unknown_attributes UInt64 CODEC(T64, ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1))
)
ENGINE = ReplacingMergeTree(version)
PARTITION BY toYYYYMM(bucket_start)
ORDER BY (origin, bucket_start)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1;
