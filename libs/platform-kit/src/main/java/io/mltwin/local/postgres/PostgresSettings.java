package io.mltwin.local.postgres;

/**
 * postgresql.conf: small memory, quick start, loopback only, and every commit on disk before it is
 * answered.
 */
final class PostgresSettings {
    private PostgresSettings() {}

    static String text(int port) {
        return """
                # Written by mltwin at each start.
                listen_addresses = '127.0.0.1,::1'
                port = %d
                # the data folder, which only its owner enters
                unix_socket_directories = '.'
                max_connections = 64
                password_encryption = 'scram-sha-256'

                fsync = on
                synchronous_commit = on
                full_page_writes = on
                # where several commit at once, one sync is for all of them: more commits and each sooner
                commit_delay = 200
                commit_siblings = 3
                wal_level = minimal
                max_wal_senders = 0
                wal_buffers = 512kB
                min_wal_size = 32MB
                max_wal_size = 512MB
                checkpoint_timeout = 15min

                # each back end maps what it has touched of it; the rest is in the machine's own cache
                shared_buffers = 3MB
                work_mem = 4MB
                maintenance_work_mem = 16MB
                effective_cache_size = 256MB
                huge_pages = off
                max_worker_processes = 2
                max_parallel_workers = 0
                max_parallel_workers_per_gather = 0
                max_logical_replication_workers = 0
                jit = off
                # a statement that was planned when its table was empty reads all of it for a minute after
                enable_seqscan = off
                autovacuum_max_workers = 1

                log_timezone = 'UTC'
                timezone = 'UTC'
                log_line_prefix = '%%m [%%p] %%q%%u@%%d '
                log_min_error_statement = panic
                log_checkpoints = off
                """.formatted(port);
    }
}
