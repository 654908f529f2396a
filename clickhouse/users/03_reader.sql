-- Grafana and the board page: read everything but the state, within limits. readonly = 2 lets a client send
-- settings, which readonly = 1 refuses to all of them; the constraints keep those settings within bounds.
CREATE SETTINGS PROFILE IF NOT EXISTS tacet_reader SETTINGS
    readonly = 2 CONST,
    max_execution_time = 20 MIN 1 MAX 60,
    max_memory_usage = 4000000000 MAX 4000000000,
    max_rows_to_read = 2000000000 MAX 2000000000,
    max_result_rows = 1000000 MAX 1000000,
    max_concurrent_queries_for_user = 40 CONST,
    do_not_merge_across_partitions_select_final = 1;

CREATE USER IF NOT EXISTS tacet_reader
    IDENTIFIED WITH sha256_password BY '${TACET_READER_PASSWORD}'
    SETTINGS PROFILE 'tacet_reader';

GRANT SELECT ON tacet.steps TO tacet_reader;
GRANT SELECT ON tacet.turns TO tacet_reader;
GRANT SELECT ON tacet.findings TO tacet_reader;
GRANT SELECT ON tacet.windows TO tacet_reader;
GRANT SELECT ON tacet.anomalies TO tacet_reader;
GRANT SELECT ON tacet.recoveries TO tacet_reader;
GRANT SELECT ON tacet.deployments TO tacet_reader;
GRANT SELECT ON tacet.outcomes TO tacet_reader;
GRANT SELECT ON tacet.controls TO tacet_reader;
GRANT SELECT ON tacet.ledger TO tacet_reader;
GRANT SELECT ON tacet.dead_letters TO tacet_reader;
GRANT SELECT ON tacet.anomalies_current TO tacet_reader;
GRANT SELECT ON tacet.recoveries_current TO tacet_reader;
GRANT SELECT ON tacet.windows_total TO tacet_reader;
GRANT SELECT ON tacet.windows_hourly TO tacet_reader;
GRANT SELECT ON tacet.steps_of_trace TO tacet_reader;
GRANT SELECT ON tacet.ledger_gaps TO tacet_reader;

-- Views run with the rights of whoever asks, so policies on the tables hold through them.
CREATE ROW POLICY IF NOT EXISTS tacet_reader_all
    ON tacet.steps, tacet.turns, tacet.findings, tacet.windows, tacet.anomalies, tacet.recoveries,
       tacet.deployments, tacet.outcomes, tacet.controls
    USING 1 TO tacet_reader;

CREATE QUOTA IF NOT EXISTS tacet_reader KEYED BY user_name
    FOR INTERVAL 1 minute MAX queries = 3000, read_rows = 20000000000, execution_time = 600
    TO tacet_reader;
