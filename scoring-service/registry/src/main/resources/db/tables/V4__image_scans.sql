-- What is installed in each image that was pushed, for the assessment of vulnerabilities; and the advisories that a user has loaded.
create table registry_package (
    manifest_id text not null references registry_manifest (id) on delete cascade,
    ecosystem text not null,
    name text not null,
    version text not null,
    path text not null
);
create index registry_package_manifest on registry_package (manifest_id);
create index registry_package_name on registry_package (name);

create table advisory_set (
    id int primary key check (id = 1),
    content text not null,
    loaded_at timestamptz not null
);
