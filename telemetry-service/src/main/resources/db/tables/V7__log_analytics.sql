-- Log Analytics workspaces as resources; their shared keys are ciphertext.
create table log_analytics_workspace (
    key text primary key,
    id text not null,
    subscription_id text not null,
    resource_group text not null,
    name text not null,
    location text not null,
    tags text not null,
    sku text not null,
    retention_days integer not null,
    customer_id uuid not null,
    primary_key bytea not null,
    secondary_key bytea not null,
    created_at timestamptz not null,
    modified_at timestamptz not null
);
create index log_analytics_workspace_of_group on log_analytics_workspace (subscription_id, resource_group);
