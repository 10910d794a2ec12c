-- Managed clusters of AKS as resources of Azure Resource Manager, and the operations that make them.
create table managed_cluster (
    key text primary key,                 -- ARM id in lower case
    id text not null,
    subscription_id text not null,
    resource_group text not null,
    name text not null,
    location text not null,
    tags text not null,
    content text not null,                -- as given, without secrets
    principal_id text,
    tenant_id text,
    created_at timestamptz not null
);
create index managed_cluster_of_group on managed_cluster (subscription_id, resource_group);
