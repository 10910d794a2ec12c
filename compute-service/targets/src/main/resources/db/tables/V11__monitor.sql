-- What Azure Monitor shows of runs, clusters and nodes: names and numbers only.
create table monitor_point (
    point_key text primary key,
    workspace_id text not null,
    metric text not null,
    time timestamptz not null,
    value double precision not null,
    dimensions text not null              -- JSON
);
create index monitor_point_of_workspace on monitor_point (workspace_id, metric, time);
create index monitor_point_of_time on monitor_point (time);

create table node_sample (
    sample_id uuid primary key,
    workspace_id text not null,
    cluster_name text not null,
    vm_size text not null,
    vm_priority text not null,
    time timestamptz not null,
    active int not null,
    idle int not null,
    leaving int not null,
    total int not null,
    quota int not null,
    preempted int not null default 0
);
create index node_sample_of_workspace on node_sample (workspace_id, time);
create index node_sample_of_time on node_sample (time);
