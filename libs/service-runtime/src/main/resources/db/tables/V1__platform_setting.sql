-- Settings of the platform that a service keeps: the clock's offset.
create table platform_setting (
    name text primary key,
    value text not null
);
