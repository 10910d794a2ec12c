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

-- Nodes of compute targets and of serverless pools.
create table compute_node (
    node_id text primary key,
    compute_id text not null,
    workspace_id text not null,
    workspace_arm_id text not null,
    secret_sha256 bytea not null,
    created timestamptz not null,
    idle_since timestamptz,
    run_id text,
    released boolean not null,
    -- Whether what a node needs to be of use does not pass the security group of its subnet.
    unusable boolean not null default false,
    -- Nodes of low priority that Azure took back; the row goes when the cluster has what it needs again.
    preempted timestamptz,
    -- Where a node serves SSH, and why it does not though its cluster has an account.
    ssh_port integer,
    ssh_error text
);
