-- What other services counted of a workspace; an event counts once.
create table metric_point (
    event_id text primary key,
    workspace_key text not null,
    metric text not null,
    occurred_at timestamptz not null,
    dimensions text not null
);
create index metric_point_of_workspace on metric_point (workspace_key, occurred_at);
