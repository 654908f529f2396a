/** How to reach ClickHouse. One user per role: see clickhouse/users. */
export interface ClickHouseConfig {
  /** HTTP interface, e.g. `http://localhost:8123`. */
  url: string;
  username: string;
  password: string;
  database: string;
  /** Default 30,000. An insert that outlives it is repeated: repeats change nothing. */
  requestTimeoutMs?: number;
  /** Gzip of request bodies; worth it over a network, not over loopback. Default false. */
  compressRequests?: boolean;
  /** Sockets per client. Default 10. */
  connectionsMax?: number;
  /**
   * How long an idle socket is kept. Must be well below the server's keep_alive_timeout (10 s self-hosted, 3 s
   * in the cloud), else a request is written into a socket the server is closing. Default 2,000.
   */
  idleSocketMs?: number;
}
