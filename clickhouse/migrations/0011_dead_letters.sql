-- Pointers to messages that could not be read; never their bytes. Identity: topic + partition + offset.
CREATE TABLE IF NOT EXISTS dead_letters
(
    topic LowCardinality(String),
    kafka_partition UInt32,
    kafka_offset UInt64 CODEC(Delta(8), ZSTD(1)),
    error_class LowCardinality(String),
    sha256 String CODEC(ZSTD(1)),
    bytes UInt64 CODEC(T64, ZSTD(1)),
    recorded_at DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    inserted_at DateTime('UTC') DEFAULT now() CODEC(Delta(4), ZSTD(1))
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(recorded_at)
ORDER BY (topic, kafka_partition, kafka_offset)
TTL inserted_at + INTERVAL 90 DAY
SETTINGS ttl_only_drop_parts = 1, fsync_after_insert = 1, fsync_part_directory = 1;
