-- Microsoft.Network/networkSecurityGroups; its rules are JSON, without the default ones.
create table network_security_group (
    key text primary key,
    id text not null,
    name text not null,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    tags text not null,
    resource_guid text not null,
    rules text not null,
    created_at timestamptz not null
);
create index network_security_group_of_subscription on network_security_group (subscription_id);

-- Microsoft.Network/virtualNetworks
create table virtual_network (
    key text primary key,
    id text not null,
    name text not null,
    subscription_id text not null,
    resource_group text not null,
    location text not null,
    tags text not null,
    resource_guid text not null,
    space text not null,
    created_at timestamptz not null
);
create index virtual_network_of_subscription on virtual_network (subscription_id);

-- Microsoft.Network/virtualNetworks/subnets
create table subnet (
    key text primary key,
    id text not null,
    name text not null,
    parent_key text not null references virtual_network,
    created_at timestamptz not null,
    block text not null,
    security_group_key text references network_security_group,
    security_group_id text,
    endpoint_policies text not null,
    link_policies text not null
);
create index subnet_of_network on subnet (parent_key);
create index subnet_of_security_group on subnet (security_group_key);

-- The compute targets in subnets, as compute-service tells. A row whose target Azure Resource Manager does not know is void.
create table subnet_use (
    user_key text primary key,
    user_id text not null,
    subnet_key text not null
);
create index subnet_use_of_subnet on subnet_use (subnet_key);
