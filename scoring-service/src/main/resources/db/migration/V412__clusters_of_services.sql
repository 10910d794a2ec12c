-- The managed cluster that a service's AKS target stands for, whose disks may lie under a customer's key.
alter table web_service add column cluster_id text;
