-- Environments that users register, and their versions: documents of a workspace, in its store.
create table environment (
    workspace_id text not null,
    name_key     text not null,               -- name in lower case
    version      text not null,               -- empty for the environment itself
    created      timestamptz not null,
    modified     timestamptz not null,
    content      bytea not null,              -- ciphertext
    primary key (workspace_id, name_key, version)
);
alter table environment set schema run_history_shared;

create table environment (
    like run_history_shared.environment,
    primary key (workspace_id, name_key, version)
) partition by list (workspace_id);

-- The stores that are there get a partition as well.
do $$
declare
    store text;
begin
    for store in
        select nspname from pg_namespace where nspname like 'run\_history\_%' and nspname <> 'run_history_shared'
    loop
        execute format('create table %I.environment partition of environment for values in (%L)',
            store, replace(substr(store, length('run_history_') + 1), '_', '-'));
    end loop;
end $$;

alter table environment attach partition run_history_shared.environment default;
