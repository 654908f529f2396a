-- Stretches of an input partition that no tile covers (offsets > 0) or that two tiles cover (offsets < 0).
-- Empty when the ledger is sound: the audit of the whole pipeline.
CREATE VIEW IF NOT EXISTS ledger_gaps AS
SELECT
    origin,
    bucket_start,
    previous_last_offset,
    first_offset,
    toInt64(first_offset) - toInt64(previous_last_offset) - 1 AS offsets
FROM
(
    SELECT
        origin,
        bucket_start,
        first_offset,
        lagInFrame(toNullable(last_offset)) OVER (
            PARTITION BY origin ORDER BY bucket_start ASC ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
        ) AS previous_last_offset
    FROM ledger FINAL
)
WHERE previous_last_offset IS NOT NULL AND first_offset != previous_last_offset + 1;
