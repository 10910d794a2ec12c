-- Compute targets, their nodes, the queue of runs, and long-running operations that ARM polls.
create table compute_target (
    compute_id text primary key,          -- ARM id in lower case
    arm_id text not null,
    workspace_id text not null,
    workspace_arm_id text not null,
    name text not null,
    compute_type text not null,
    location text,
    tags text not null,
    description text,
    resource_id text,
    disable_local_auth boolean,
    provisioning_state text not null,
    properties text not null,             -- as given, without secrets
    min_nodes int not null,
    max_nodes int not null,
    idle_seconds bigint not null,
    created timestamptz not null,
    modified timestamptz not null
);

create table compute_node (
    node_id text primary key,
    compute_id text not null,
    workspace_id text not null,
    workspace_arm_id text not null,
    secret_sha256 bytea not null,
    created timestamptz not null,
    idle_since timestamptz,
    run_id text,
    released boolean not null
);

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
    primary key (workspace_id, run_id)
);
create index job_of_compute on job (compute_id, queued);

create table operation (
    operation_id uuid primary key,
    resource_id text not null,
    status text not null,
    created timestamptz not null
);
