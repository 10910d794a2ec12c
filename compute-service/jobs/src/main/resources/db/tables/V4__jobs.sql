-- Runs that wait for a node or are on one.
create table job (
    workspace_id text not null,
    run_id text not null,
    compute_id text not null,
    queued timestamptz not null,
    node_id text,
    acknowledged boolean not null,
    cancel_requested timestamptz,         -- wall time
    token_expires timestamptz not null,
    token bytea not null,                 -- ciphertext
    content bytea not null,               -- ciphertext
    -- A run on several nodes: it waits until all of them are there, and has a row for each from then on.
    node_count int not null default 1,
    master_port int,
    -- A run whose nodes were preempted is queued again: how often, why the last time, and how long it was on nodes before.
    retries int not null default 0,
    retry_reason text,
    begun timestamptz,  -- wall time; when nodes took it the last time
    spent_seconds bigint not null default 0,
    primary key (workspace_id, run_id)
) partition by list (workspace_id);
create index job_of_compute on job (compute_id, queued);
create table run_history_shared.job partition of job default;

create table run_worker (
    workspace_id text not null,
    run_id text not null,
    node_rank int not null,
    node_id text not null,
    state text not null,                  -- GIVEN, TAKEN, READY or ENDED
    primary key (workspace_id, run_id, node_rank)
);
create index run_worker_of_node on run_worker (node_id);

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
    name_key text not null,                -- name in lower case
    enabled boolean not null,
    created timestamptz not null,
    modified timestamptz not null,
    next_due timestamptz,                  -- on the platform's clock; null: never again
    claimed_until timestamptz,             -- wall time; null: nobody works on it
    content bytea not null,                -- ciphertext
    primary key (workspace_id, name_key)
) partition by list (workspace_id);
create index schedule_due on schedule (next_due);
create table run_history_shared.schedule partition of schedule default;
