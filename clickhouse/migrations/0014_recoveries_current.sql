-- Every command at its latest revision, beside the last thing an agent said about it; outcome_status is empty while
-- nobody answered.
CREATE VIEW IF NOT EXISTS recoveries_current AS
SELECT
    r.*,
    o.outcome_status AS outcome_status,
    o.outcome_note AS outcome_note,
    o.answered_at AS answered_at
FROM
(
    SELECT * FROM recoveries FINAL ORDER BY revision DESC LIMIT 1 BY tenant, id
) AS r
LEFT JOIN
(
    SELECT
        command_id,
        argMax(status, (at, version)) AS outcome_status,
        argMax(note, (at, version)) AS outcome_note,
        max(toNullable(at)) AS answered_at
    FROM outcomes FINAL
    GROUP BY command_id
) AS o ON o.command_id = r.id;
