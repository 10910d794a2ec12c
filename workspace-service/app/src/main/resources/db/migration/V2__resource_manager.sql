-- Azure Resource Manager: subscriptions, registered providers, groups, the index of resources.
create table arm_subscription (
    subscription_id text primary key,
    tenant_id text not null,
    display_name text not null
);

-- Only what differs from the default: every namespace of the platform is registered until unregistered.
create table provider_registration (
    subscription_id text not null references arm_subscription,
    namespace text not null,
    state text not null,
    primary key (subscription_id, namespace)
);

create table resource_group (
    key text primary key,
    id text not null,
    subscription_id text not null references arm_subscription,
    name text not null,
    location text not null,
    tags text not null,
    managed_by text,
    provisioning_state text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
create index resource_group_of_subscription on resource_group (subscription_id);

create table indexed_resource (
    key text primary key,
    id text not null,
    subscription_id text not null,
    group_key text not null,
    type text not null,
    name text not null,
    location text,
    tags text not null,
    kind text,
    sku text,
    provisioning_state text,
    state text not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
);
create index indexed_resource_of_group on indexed_resource (group_key);
create index indexed_resource_of_subscription on indexed_resource (subscription_id);
create index indexed_resource_by_state on indexed_resource (state) where state <> 'CONFIRMED';

create table resource_lock (
    key text primary key,
    id text not null,
    scope_key text not null,
    scope_id text not null,
    name text not null,
    level text not null,
    notes text,
    owners text not null
);
create index resource_lock_of_scope on resource_lock (scope_key text_pattern_ops);
