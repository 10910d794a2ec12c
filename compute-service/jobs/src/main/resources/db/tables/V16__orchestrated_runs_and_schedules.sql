-- Runs that lead others, such as sweeps, and have not ended. What they lead are runs too; of the leading one this says how far it is.
create table orchestrated_run (
    workspace_id text not null,
    run_id text not null,
    kind text not null,                    -- type of the job, such as Sweep
    next_child int not null,               -- number of the child that comes next
    metrics_seen bigint not null,          -- metric.sequence up to which the children were compared
    deadline timestamptz,                  -- on the platform's clock; null: none
    claimed_until timestamptz,             -- wall time; null: nobody works on it
    content bytea not null,                -- ciphertext
    primary key (workspace_id, run_id)
) partition by list (workspace_id);
create table run_history_shared.orchestrated_run partition of orchestrated_run default;

-- Schedules of jobs. Claimed with skip locked; next_due moves on in the transaction that submits the job of a due time.
create table schedule (
    workspace_id text not null,
    key text not null,                     -- ARM id in lower case
    id text not null,
    name text not null,
    parent_key text not null,              -- of the workspace
    created_at timestamptz not null,
    enabled boolean not null,
    modified timestamptz not null,
    next_due timestamptz,                  -- on the platform's clock; null: never again
    claimed_until timestamptz,             -- wall time; null: nobody works on it
    content bytea not null,                -- ciphertext
    primary key (workspace_id, key)
) partition by list (workspace_id);
create index schedule_key on schedule (key);
create index schedule_workspace on schedule (parent_key);
create index schedule_due on schedule (next_due);
create table run_history_shared.schedule partition of schedule default;
