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

-- A partition in each store: the shared one, and those of workspaces with a customer-managed key.
do $$
declare
    store text;
begin
    execute format('create table %I.orchestrated_run partition of orchestrated_run default', 'run_history_shared');
    for store in select nspname from pg_namespace where nspname like 'run\_history\_%' and nspname <> 'run_history_shared' loop
        execute format(
            'create table %I.orchestrated_run partition of orchestrated_run for values in (%L)',
            store,
            replace(substr(store, length('run_history_') + 1), '_', '-'));
    end loop;
end $$;
