-- Batch endpoints and their deployments.
create table batch_endpoint (
    workspace_id text not null,
    key text not null,                     -- ARM id in lower case
    id text not null,
    name text not null,
    parent_key text not null,              -- of the workspace
    location text not null,
    tags bytea not null,                   -- ciphertext
    host_key text not null,                -- {name}.{region} in lower case, unique in all workspaces
    content bytea not null,                -- ciphertext
    system_data bytea not null,            -- ciphertext
    created_at timestamptz not null,
    primary key (workspace_id, key)
) partition by list (workspace_id);
create index batch_endpoint_key on batch_endpoint (key);
create index batch_endpoint_workspace on batch_endpoint (parent_key);
create index batch_endpoint_host on batch_endpoint (host_key);
create table run_history_shared.batch_endpoint partition of batch_endpoint default;

create table batch_deployment (
    workspace_id text not null,
    key text not null,
    id text not null,
    name text not null,
    parent_key text not null,              -- of the endpoint
    location text not null,
    tags bytea not null,                   -- ciphertext
    content bytea not null,                -- ciphertext
    system_data bytea not null,            -- ciphertext
    created_at timestamptz not null,
    primary key (workspace_id, key),
    foreign key (workspace_id, parent_key) references batch_endpoint (workspace_id, key) on delete cascade
) partition by list (workspace_id);
create index batch_deployment_key on batch_deployment (key);
create index batch_deployment_endpoint on batch_deployment (parent_key);
create table run_history_shared.batch_deployment partition of batch_deployment default;
