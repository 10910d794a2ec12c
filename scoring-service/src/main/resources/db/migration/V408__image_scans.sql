-- What is installed in each image that was pushed, for the assessment of vulnerabilities; and the advisories that a user has loaded.
-- An image is to be scanned while both moments are null, and when the second has come: a scan is under way till then, or is to be tried again.
alter table registry_manifest add column scanned_at timestamptz;
alter table registry_manifest add column scan_due_at timestamptz;
alter table registry_manifest add column scan_error text;
create index registry_manifest_to_scan on registry_manifest (created_at) where scanned_at is null or scan_due_at is not null;

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
