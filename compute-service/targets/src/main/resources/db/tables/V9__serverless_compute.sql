-- Nodes that Azure ML makes for one run, which names no compute target. The row goes when the run ends.
create table serverless_pool (
    pool_id text primary key,             -- in place of a compute target's id
    workspace_id text not null,
    workspace_arm_id text not null,
    subscription_id text not null,        -- in lower case
    region text not null,
    run_id text not null,
    vm_size text not null,
    vm_priority text not null,            -- Dedicated or LowPriority
    node_count int not null,
    scratch_disk text not null,
    created timestamptz not null
);
create index serverless_pool_of_run on serverless_pool (workspace_id, run_id);

-- The vCPUs that a subscription may have in a region. Without a row there is no limit.
create table core_quota (
    subscription_id text not null,        -- in lower case
    region text not null,
    vm_priority text not null,
    family text not null,                 -- empty: of all families, as for low priority
    cores int not null,
    primary key (subscription_id, region, vm_priority, family)
);
