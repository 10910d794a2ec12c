-- Run history: ids, names, status and times are clear, values are ciphertext under the workspace's data key.
create table workspace_key (
    workspace_id text primary key,
    wrapped bytea not null,
    created timestamptz not null
);

create table experiment (
    experiment_id uuid primary key,
    workspace_id text not null,
    name text not null,
    created timestamptz not null,
    archived timestamptz,
    content bytea not null,
    unique (workspace_id, name)
);

create sequence run_number;

create table run (
    run_uuid uuid primary key,
    workspace_id text not null,
    run_id text not null,
    run_number bigint not null,
    experiment_id uuid not null references experiment,
    experiment_name text not null,
    parent_run_id text,
    root_run_id text not null,
    name text,
    display_name text,
    run_type text,
    target text,
    script_name text,
    hidden boolean not null,
    status text not null,
    created timestamptz not null,
    started timestamptz,
    ended timestamptz,
    modified timestamptz not null,
    revision int not null,
    status_revision int not null,
    token_expires timestamptz,
    content bytea not null,
    unique (workspace_id, run_id)
);
create index run_of_experiment on run (workspace_id, experiment_name);
create index run_of_parent on run (workspace_id, parent_run_id);

create table run_event (
    event_id uuid primary key,
    workspace_id text not null,
    run_id text not null,
    time timestamptz not null,
    name text not null,
    content bytea not null
);
create index run_event_of_run on run_event (workspace_id, run_id);

create table metric (
    workspace_id text not null,
    run_id text not null,
    metric_id text not null,
    sequence bigint generated always as identity,
    name text not null,
    created timestamptz not null,
    content bytea not null,
    primary key (workspace_id, run_id, metric_id)
);

-- The list of files lies in the workspace's storage account, manifests/{snapshot_id}.json.
create table snapshot (
    workspace_id text not null,
    snapshot_id uuid not null,
    parent_snapshot_id uuid,
    created timestamptz not null,
    digest text not null,
    file_count int not null,
    total_bytes bigint not null,
    primary key (workspace_id, snapshot_id)
);
