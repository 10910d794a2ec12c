-- Batch endpoints and their deployments.
create table batch_endpoint (
    workspace_id text not null,
    name_key text not null,                -- name in lower case
    arm_id text not null,
    host_key text not null,                -- {name}.{region} in lower case, unique in all workspaces
    content bytea not null,                -- ciphertext
    primary key (workspace_id, name_key)
) partition by list (workspace_id);
create index batch_endpoint_host on batch_endpoint (host_key);
create table run_history_shared.batch_endpoint partition of batch_endpoint default;

create table batch_deployment (
    workspace_id text not null,
    endpoint_key text not null,            -- name of its endpoint in lower case
    name_key text not null,
    content bytea not null,                -- ciphertext
    primary key (workspace_id, endpoint_key, name_key)
) partition by list (workspace_id);
create table run_history_shared.batch_deployment partition of batch_deployment default;
