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

create table batch_deployment (
    workspace_id text not null,
    endpoint_key text not null,            -- name of its endpoint in lower case
    name_key text not null,
    content bytea not null,                -- ciphertext
    primary key (workspace_id, endpoint_key, name_key)
) partition by list (workspace_id);

-- A partition in each store: the shared one, and those of workspaces with a customer-managed key.
do $$
declare
    store text;
    kind text;
begin
    foreach kind in array array['batch_endpoint', 'batch_deployment'] loop
        execute format('create table %I.%I partition of %I default', 'run_history_shared', kind, kind);
        for store in select nspname from pg_namespace where nspname like 'run\_history\_%' and nspname <> 'run_history_shared' loop
            execute format(
                'create table %I.%I partition of %I for values in (%L)',
                store,
                kind,
                kind,
                replace(substr(store, length('run_history_') + 1), '_', '-'));
        end loop;
    end loop;
end $$;
