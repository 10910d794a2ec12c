-- Why the nodes of a cluster could not be removed; null when they could.
alter table compute_target add column scale_in_error text;

-- What the scratch disks of a cluster's nodes are; decided when the cluster is made.
alter table compute_target add column scratch_disk text not null default 'PLAIN';

-- Subscriptions that have or had a cluster, and since when the scratch disks of new clusters of workspaces of high business impact are encrypted.
create table scratch_subscription (
    subscription_id text primary key,
    first_cluster   timestamptz,
    encrypted_since timestamptz,
    ticket_approved timestamptz
);
insert into scratch_subscription (subscription_id, first_cluster)
select split_part(compute_id, '/', 3), min(created) from compute_target where compute_type = 'AmlCompute' group by 1;
