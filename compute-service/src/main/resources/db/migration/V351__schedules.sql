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

-- A partition in each store: the shared one, and those of workspaces with a customer-managed key.
do $$
declare
    store text;
begin
    execute format('create table %I.schedule partition of schedule default', 'run_history_shared');
    for store in select nspname from pg_namespace where nspname like 'run\_history\_%' and nspname <> 'run_history_shared' loop
        execute format(
            'create table %I.schedule partition of schedule for values in (%L)',
            store,
            replace(substr(store, length('run_history_') + 1), '_', '-'));
    end loop;
end $$;
