-- Run history: ids, names, status and times are clear, values are ciphertext under the workspace's data key.
create table experiment (
    experiment_id uuid not null,
    workspace_id text not null,
    name text collate "C" not null,
    created timestamptz not null,
    archived timestamptz,
    content bytea not null,
    primary key (experiment_id, workspace_id),
    unique (workspace_id, name)
) partition by list (workspace_id);
create index experiment_by_creation on experiment (workspace_id, created);
create index experiment_by_update on experiment (workspace_id, (coalesce(archived, created)));
create table run_history_shared.experiment partition of experiment default;

create sequence run_number;

create table run (
    run_uuid uuid not null,
    workspace_id text not null,
    run_id text not null,
    run_number bigint not null,
    experiment_id uuid not null,
    experiment_name text not null,
    parent_run_id text,
    root_run_id text not null,
    name text,
    display_name text,
    run_type text,
    target text,
    script_name text,
    hidden boolean not null,
    status text not null,
    created timestamptz not null,
    started timestamptz,
    ended timestamptz,
    modified timestamptz not null,
    revision int not null,
    status_revision int not null,
    token_expires timestamptz,
    content bytea not null,
    primary key (run_uuid, workspace_id),
    unique (workspace_id, run_id),
    foreign key (experiment_id, workspace_id) references experiment (experiment_id, workspace_id)
) partition by list (workspace_id);
-- Lists select, order and page by what is clear (RunQueries): a page costs the same among 100 runs and among 100 000.
create index run_by_number on run (workspace_id, run_number);
create index run_by_creation on run (workspace_id, created, run_number);
create index run_by_start on run (workspace_id, (coalesce(started, '-infinity')), run_number);
create index run_by_begin on run (workspace_id, (coalesce(started, created)));
create index run_by_end on run (workspace_id, (coalesce(ended, '-infinity')), run_number);
create index run_of_experiment on run (workspace_id, experiment_name, run_number);
create index run_of_experiment_by_begin on run (workspace_id, experiment_id, (coalesce(started, created)));
create index run_of_parent on run (workspace_id, parent_run_id, run_number);
create index run_of_root on run (workspace_id, root_run_id, run_number);
create index run_of_status on run (workspace_id, status, run_number);
create index run_of_type on run (workspace_id, run_type, run_number);
create table run_history_shared.run partition of run default;

create table run_event (
    event_id uuid not null,
    workspace_id text not null,
    run_id text not null,
    time timestamptz not null,
    name text not null,
    content bytea not null,
    primary key (event_id, workspace_id)
) partition by list (workspace_id);
create index run_event_of_run on run_event (workspace_id, run_id);
create table run_history_shared.run_event partition of run_event default;

create sequence metric_sequence;

create table metric (
    workspace_id text not null,
    run_id text not null,
    metric_id text not null,
    sequence bigint not null default nextval('metric_sequence'),
    name text not null,
    created timestamptz not null,
    content bytea not null,
    primary key (workspace_id, run_id, metric_id)
) partition by list (workspace_id);
create index metric_of_name on metric (workspace_id, run_id, name, sequence);
create table run_history_shared.metric partition of metric default;

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
) partition by list (workspace_id);
create table run_history_shared.metric_series partition of metric_series default;
