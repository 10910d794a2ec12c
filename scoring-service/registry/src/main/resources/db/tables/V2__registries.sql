-- Microsoft.ContainerRegistry/registries. Passwords are ciphertext under the registry's data key, which the root key wraps.
create table registry (
    id uuid primary key,
    arm_id text not null,
    arm_key text not null unique,
    subscription_id text not null,
    resource_group text not null,
    name text not null,
    name_key text not null unique,
    location text not null,
    tags text not null,
    sku text not null,
    admin_user_enabled boolean not null,
    arm_audience_enabled boolean not null,
    data_key bytea not null,
    password bytea not null,
    password2 bytea not null,
    created_at timestamptz not null,
    -- Registries under customer-managed keys. The data key is then wrapped by the customer's key; the admin's passwords,
    -- which are not content, lie under the service's root key; older rows have them under the data key.
    identities        text,
    key_identifier    text,
    key_identity      text,
    key_rotated       timestamptz,
    passwords_by_root boolean not null default false,
    -- The tenant of the registry's subscription: service principals of that tenant sign in with their secret.
    tenant_id text,
    retention_enabled boolean not null default false,
    retention_days int not null default 7,
    retention_updated timestamptz
);
create index registry_scope on registry (subscription_id, resource_group);

-- What Azure's own API of a registry shows and lets change: repositories, times, locks; and the retention of untagged manifests.
create table registry_repository (
    id text primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    delete_enabled boolean not null default true,
    write_enabled boolean not null default true,
    list_enabled boolean not null default true,
    read_enabled boolean not null default true,
    unique (registry_id, repository)
);
create index registry_repository_by_name on registry_repository (registry_id, repository collate "C");

-- Content of registries: blobs lie as ciphertext in files, manifests as ciphertext in their row.
create table registry_blob (
    id text primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    digest text not null,
    size bigint not null,
    created_at timestamptz not null
);
create index registry_blob_digest on registry_blob (registry_id, digest);

create table registry_manifest (
    id text primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    digest text not null,
    media_type text not null,
    size bigint not null,
    content bytea not null,
    created_at timestamptz not null,
    -- What the manifest is about (referrers), and whether what it refers to stands in registry_reference.
    subject text,
    artifact_type text,
    indexed boolean not null default false,
    updated_at timestamptz not null,
    untagged_at timestamptz,
    architecture text,
    os text,
    config_media_type text,
    image_size bigint,
    delete_enabled boolean not null default true,
    write_enabled boolean not null default true,
    list_enabled boolean not null default true,
    read_enabled boolean not null default true,
    -- An image is to be scanned while both moments are null, and when the second has come: a scan is under way till then, or is to be tried again.
    scanned_at timestamptz,
    scan_due_at timestamptz,
    -- Scans that were begun since the last that ended.
    scan_attempts integer not null default 0,
    scan_error text
);
create index registry_manifest_by_digest on registry_manifest (registry_id, repository, digest collate "C");
create index registry_manifest_by_time on registry_manifest (registry_id, repository, updated_at, digest collate "C");
create index registry_manifest_subject on registry_manifest (registry_id, repository, subject) where subject is not null;
create index registry_manifest_unindexed on registry_manifest (registry_id) where not indexed;
create index registry_manifest_to_scan on registry_manifest (created_at) where scanned_at is null or scan_due_at is not null;

-- What each manifest refers to, so that content that nothing refers to can be found.
create table registry_reference (
    manifest_id text not null references registry_manifest (id) on delete cascade,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    digest text not null,
    primary key (manifest_id, digest)
);
create index registry_reference_digest on registry_reference (registry_id, repository, digest);

create table registry_tag (
    id text primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    tag text not null,
    digest text not null,
    updated_at timestamptz not null,
    created_at timestamptz not null,
    delete_enabled boolean not null default true,
    write_enabled boolean not null default true,
    list_enabled boolean not null default true,
    read_enabled boolean not null default true
);
create index registry_tag_by_name on registry_tag (registry_id, repository, tag collate "C");
create index registry_tag_by_time on registry_tag (registry_id, repository, updated_at, tag collate "C");
create index registry_tag_of_manifest on registry_tag (registry_id, repository, digest);

create table registry_upload (
    id uuid primary key,
    registry_id uuid not null references registry (id) on delete cascade,
    repository text not null,
    parts int not null,
    received bigint not null,
    created_at timestamptz not null
);
create index registry_upload_created on registry_upload (created_at);

create table signing_key (
    name text primary key,
    key_id text not null,
    public_key bytea not null,
    wrapped_private_key bytea not null,
    created_at timestamptz not null
);
