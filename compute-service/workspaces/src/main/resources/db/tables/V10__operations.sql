-- Long-running operations that Azure Resource Manager polls.
create table operation (
    operation_id uuid primary key,
    resource_id text not null,
    status text not null,
    created timestamptz not null
);
