-- Azure Resource Manager: subscriptions, registered providers, groups, the index of resources.
create table arm_subscription (
    subscription_id text primary key,
    tenant_id text not null,
    display_name text not null,
    -- Tags of subscriptions; groups have theirs, resources keep theirs at their providers.
    tags text not null default '{}'
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
    changed_at timestamptz not null,
    -- How many requests are asking a provider to write a resource: the row of a refused one may only go
    -- when no other is still being answered.
    writers integer not null default 0
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

-- Names and values of tags that a subscription predefines; a name has no value, its values name it.
create table predefined_tag (
    key text primary key,
    subscription_id text not null,
    name text not null,
    value text
);
create index predefined_tag_of_subscription on predefined_tag (subscription_id);

-- Claims on resources of which a request prepares a change; one that a crash left ends by itself. A claim lasts as long as its request,
-- so a crash of the database may take it.
create unlogged table resource_claim (
    key        text primary key,
    token      text not null,
    held_until timestamptz not null
);
