-- Virtual machines as resources of Azure Resource Manager.
create table virtual_machine (
    arm_key text primary key,             -- ARM id in lower case
    arm_id text not null,
    subscription_key text not null,
    group_key text not null,
    name text not null,
    location text not null,
    vm_id uuid not null,
    content text not null,                -- as given, without secrets
    created timestamptz not null
);
create index virtual_machine_of_group on virtual_machine (group_key);
create index virtual_machine_of_subscription on virtual_machine (subscription_key);
