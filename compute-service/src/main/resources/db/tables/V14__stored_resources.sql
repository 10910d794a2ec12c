create table stored_resource (
    key text primary key,
    id text not null,
    type text not null,
    location text not null,
    content text not null,
    created_by text,
    created_by_type text not null,
    created_at timestamptz not null,
    modified_by text,
    modified_by_type text not null,
    modified_at timestamptz not null
);
create index stored_resource_of_type on stored_resource (type, key);
