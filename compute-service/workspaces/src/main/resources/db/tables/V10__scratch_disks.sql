-- Subscriptions that have or had a cluster, and since when the scratch disks of new clusters of workspaces of high business impact are encrypted.
create table scratch_subscription (
    subscription_id text primary key,
    first_cluster   timestamptz,
    encrypted_since timestamptz,
    ticket_approved timestamptz
);
