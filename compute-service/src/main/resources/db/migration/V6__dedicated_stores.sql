-- Run history in partitions: the shared store of Microsoft's subscription is a schema of its own, and so is the
-- dedicated store of each workspace with a customer-managed key, made with the workspace's first document.
create schema run_history_shared;

alter table run drop constraint run_experiment_id_fkey;
alter table run drop constraint run_pkey;
alter table experiment drop constraint experiment_pkey;
alter table run_event drop constraint run_event_pkey;
create sequence metric_sequence;
select setval('metric_sequence', coalesce((select max(sequence) from metric), 0) + 1, false);
alter table metric alter column sequence drop identity;

alter table experiment set schema run_history_shared;
alter table run set schema run_history_shared;
alter table run_event set schema run_history_shared;
alter table metric set schema run_history_shared;
alter table snapshot set schema run_history_shared;
alter table datastore set schema run_history_shared;
alter table job set schema run_history_shared;

create table experiment (
    like run_history_shared.experiment,
    primary key (experiment_id, workspace_id),
    unique (workspace_id, name)
) partition by list (workspace_id);

create table run (
    like run_history_shared.run,
    primary key (run_uuid, workspace_id),
    unique (workspace_id, run_id)
) partition by list (workspace_id);
create index run_of_experiment on run (workspace_id, experiment_name);
create index run_of_parent on run (workspace_id, parent_run_id);

create table run_event (
    like run_history_shared.run_event,
    primary key (event_id, workspace_id)
) partition by list (workspace_id);
create index run_event_of_run on run_event (workspace_id, run_id);

create table metric (
    like run_history_shared.metric,
    primary key (workspace_id, run_id, metric_id)
) partition by list (workspace_id);
alter table metric alter column sequence set default nextval('metric_sequence');

create table snapshot (
    like run_history_shared.snapshot,
    primary key (workspace_id, snapshot_id)
) partition by list (workspace_id);

create table datastore (
    like run_history_shared.datastore,
    primary key (workspace_id, name_key)
) partition by list (workspace_id);

create table job (
    like run_history_shared.job,
    primary key (workspace_id, run_id)
) partition by list (workspace_id);
create index job_of_compute on job (compute_id, queued);

alter table experiment attach partition run_history_shared.experiment default;
alter table run attach partition run_history_shared.run default;
alter table run_event attach partition run_history_shared.run_event default;
alter table metric attach partition run_history_shared.metric default;
alter table snapshot attach partition run_history_shared.snapshot default;
alter table datastore attach partition run_history_shared.datastore default;
alter table job attach partition run_history_shared.job default;

alter table run add foreign key (experiment_id, workspace_id) references experiment (experiment_id, workspace_id);

-- Workspaces with a customer-managed key: their data key is wrapped by it.
alter table workspace_key
    add column arm_id         text,
    add column key_identifier text,
    add column rotated        timestamptz;
