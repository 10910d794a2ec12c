-- The series of a run: how many points each metric has, and the point with the largest step, so that neither is searched
-- for among all points. Names, numbers and times are clear, as in metric; values are not here.
create table metric_series (
    workspace_id text not null,
    run_id text not null,
    name text not null,
    points bigint not null,
    last_step bigint not null,
    last_time timestamptz not null,
    last_metric_id text not null,
    primary key (workspace_id, run_id, name)
);
alter table metric_series set schema run_history_shared;

create table metric_series (
    like run_history_shared.metric_series,
    primary key (workspace_id, run_id, name)
) partition by list (workspace_id);
alter table metric_series attach partition run_history_shared.metric_series default;

do $$
declare
    store text;
begin
    for store in select nspname from pg_namespace
            where nspname like 'run\_history\_%' and nspname <> 'run_history_shared' loop
        execute 'create ' || format(
            'table %I.metric_series partition of metric_series for values in (%L)',
            store, replace(substr(store, length('run_history_') + 1), '_', '-'));
    end loop;
end $$;

insert into metric_series
select workspace_id, run_id, name, count(*), 0, max(created), (array_agg(metric_id order by created desc, sequence desc))[1]
from metric group by workspace_id, run_id, name;

create index metric_of_name on metric (workspace_id, run_id, name, sequence);
