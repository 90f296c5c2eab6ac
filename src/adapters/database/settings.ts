/** Settings of a server that shares one small machine with the application. */
const DEFAULTS: Record<string, string> = {
  cluster_name: "parley",
  listen_addresses: "127.0.0.1",
  unix_socket_permissions: "0700",
  max_connections: "200",
  shared_buffers: "128MB",
  work_mem: "8MB",
  maintenance_work_mem: "64MB",
  synchronous_commit: "on",
  fsync: "on",
  full_page_writes: "on",
  wal_level: "replica",
  wal_compression: "on",
  min_wal_size: "64MB",
  max_wal_size: "512MB",
  checkpoint_timeout: "10min",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  lc_messages: "C",
  log_destination: "stderr",
  logging_collector: "off",
  log_line_prefix: "%m [%p] %q%a@%d ",
  log_checkpoints: "off",
  log_autovacuum_min_duration: "-1",
  password_encryption: "scram-sha-256",
};

/** A crash may lose everything: for databases that live as long as a test run. */
const WITHOUT_FSYNC = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/**
 * The server's command line after the program's name. Everything is said here and nothing in
 * postgresql.conf, so an upgrade of Parley brings its settings along.
 */
export function serverArguments(options: {
  cluster: string;
  port: number;
  socketFolder: string | undefined;
  fsync: boolean;
  settings: Record<string, string>;
}): string[] {
  const settings = {
    ...DEFAULTS,
    ...(options.fsync ? {} : WITHOUT_FSYNC),
    ...options.settings,
    port: String(options.port),
    unix_socket_directories: options.socketFolder ?? "",
  };
  return [
    "-D",
    options.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
}
