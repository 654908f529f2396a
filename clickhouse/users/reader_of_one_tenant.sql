-- A reader that sees one tenant only. Set TACET_TENANT and TACET_TENANT_PASSWORD and apply once per tenant, after
-- 03_reader.sql. What knows no tenant (ledger, dead letters) is not granted.
CREATE USER IF NOT EXISTS `tacet_reader_${TACET_TENANT}`
    IDENTIFIED WITH sha256_password BY '${TACET_TENANT_PASSWORD}'
    SETTINGS PROFILE 'tacet_reader';

GRANT SELECT ON tacet.steps TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.turns TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.findings TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.windows TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.anomalies TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.recoveries TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.deployments TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.outcomes TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.controls TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.anomalies_current TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.recoveries_current TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.windows_total TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.windows_hourly TO `tacet_reader_${TACET_TENANT}`;
GRANT SELECT ON tacet.steps_of_trace TO `tacet_reader_${TACET_TENANT}`;

CREATE ROW POLICY IF NOT EXISTS `tacet_tenant_${TACET_TENANT}`
    ON tacet.steps, tacet.turns, tacet.findings, tacet.windows, tacet.anomalies, tacet.recoveries,
       tacet.deployments, tacet.outcomes, tacet.controls
    USING tenant = '${TACET_TENANT}' TO `tacet_reader_${TACET_TENANT}`;
