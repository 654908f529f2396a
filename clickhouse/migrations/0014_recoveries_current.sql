-- Every command at its latest status, beside the last thing an agent said about it; outcome_status is empty while
-- nobody answered.
CREATE VIEW IF NOT EXISTS recoveries_current AS
SELECT
    r.*,
    o.outcome_status AS outcome_status,
    o.outcome_detail AS outcome_detail,
    o.answered_at AS answered_at
FROM
(
    SELECT * FROM recoveries FINAL ORDER BY event_time DESC, status != 'commanded' DESC LIMIT 1 BY tenant, id
) AS r
LEFT JOIN
(
    SELECT
        command_id,
        argMax(status, (at, version)) AS outcome_status,
        argMax(detail, (at, version)) AS outcome_detail,
        max(toNullable(at)) AS answered_at
    FROM outcomes FINAL
    GROUP BY command_id
) AS o ON o.command_id = r.id;
