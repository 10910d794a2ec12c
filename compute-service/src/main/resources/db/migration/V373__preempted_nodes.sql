-- Nodes of low priority that Azure took back; the row goes when the cluster has what it needs again.
alter table compute_node add column preempted timestamptz;

-- A run that lost its nodes so is queued again: how often, why the last time, and how long it was on nodes before.
alter table job add column retries int not null default 0;
alter table job add column retry_reason text;
alter table job add column begun timestamptz;             -- wall time; when nodes took it the last time
alter table job add column spent_seconds bigint not null default 0;

alter table node_sample add column preempted int not null default 0;
