-- Diagnostic settings of any resource; properties are JSON and hold ids only.
create table diagnostic_setting (
    key text primary key,
    id text not null,
    scope_key text not null,
    name text not null,
    properties text not null
);
create index diagnostic_setting_of_scope on diagnostic_setting (scope_key);

-- What other services counted of a workspace; an event counts once.
create table metric_point (
    event_id text primary key,
    workspace_key text not null,
    metric text not null,
    occurred_at timestamptz not null,
    dimensions text not null
);
create index metric_point_of_workspace on metric_point (workspace_key, occurred_at);
