-- The store app: writes rows, reads nothing. Passwords come from the environment; apply with a client of an
-- administrator: envsubst '$TACET_WRITER_PASSWORD' < 01_writer.sql | clickhouse-client --multiquery
CREATE SETTINGS PROFILE IF NOT EXISTS tacet_writer SETTINGS
    async_insert = 0 CONST,
    max_execution_time = 60,
    max_memory_usage = 4000000000;

CREATE USER IF NOT EXISTS tacet_writer
    IDENTIFIED WITH sha256_password BY '${TACET_WRITER_PASSWORD}'
    SETTINGS PROFILE 'tacet_writer';

GRANT INSERT ON tacet.steps TO tacet_writer;
GRANT INSERT ON tacet.turns TO tacet_writer;
GRANT INSERT ON tacet.findings TO tacet_writer;
GRANT INSERT ON tacet.windows TO tacet_writer;
GRANT INSERT ON tacet.anomalies TO tacet_writer;
GRANT INSERT ON tacet.recoveries TO tacet_writer;
GRANT INSERT ON tacet.deployments TO tacet_writer;
GRANT INSERT ON tacet.outcomes TO tacet_writer;
GRANT INSERT ON tacet.controls TO tacet_writer;
GRANT INSERT ON tacet.ledger TO tacet_writer;
GRANT INSERT ON tacet.dead_letters TO tacet_writer;
