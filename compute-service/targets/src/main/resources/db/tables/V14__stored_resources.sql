-- Tracked resources of several types, which are what their request says.
create table stored_resource (
    key text primary key,
    id text not null,
    name text not null,
    subscription_id text not null,
    resource_group text not null,
    type text not null,
    location text not null,
    tags text not null,
    content text not null,
    created_at timestamptz not null
);
create index stored_resource_of_type on stored_resource (type, subscription_id);
