-- Every command beside the last thing an agent said about it; outcome is empty while nobody answered.
CREATE VIEW IF NOT EXISTS recoveries_current AS
SELECT
    r.*,
    o.outcome AS outcome,
    o.detail AS outcome_detail,
    o.answered_at AS answered_at
FROM (SELECT * FROM recoveries FINAL) AS r
LEFT JOIN
(
    SELECT
        command_id,
        argMax(outcome, (at, version)) AS outcome,
        argMax(detail, (at, version)) AS detail,
        max(at) AS answered_at
    FROM outcomes FINAL
    GROUP BY command_id
) AS o ON o.command_id = r.id;
