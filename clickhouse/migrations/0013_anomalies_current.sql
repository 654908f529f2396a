-- The latest revision of every anomaly.
CREATE VIEW IF NOT EXISTS anomalies_current AS
SELECT *
FROM anomalies FINAL
ORDER BY revision DESC
LIMIT 1 BY tenant, id;
